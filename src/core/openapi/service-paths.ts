/** What can be asked of the service itself, and how it refuses. */
import { problemKinds } from '../../protocol/problem-kind.ts';
import { anyone, contentOf, type Described, responseOf, schemaOf } from './described.ts';

const text = { type: 'string' };
const headers = { type: 'object', additionalProperties: text };

export const problemSchema: Described = {
  type: 'object',
  description: 'What was refused, and why (RFC 9457).',
  required: ['title', 'status', 'detail', 'code', 'retryable'],
  properties: {
    title: text,
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What was wrong, and what to do.' },
    code: { type: 'string', enum: Object.keys(problemKinds) },
    retryable: { type: 'boolean', description: 'Whether the same request may succeed later.' },
    field: { type: 'string', description: 'The member that was wrong.' },
    position: { type: 'integer', description: 'Where in the query.' },
    reason: { type: 'string', description: 'Why everything has to be read anew.' },
    error: { type: 'string', description: 'The same as detail, for old clients.' },
  },
};

export const problemResponse: Described = {
  description: 'What was refused, and why.',
  content: contentOf(schemaOf('Problem'), 'application/problem+json'),
};

export const batchSchema: Described = {
  type: 'object',
  required: ['requests'],
  properties: {
    requests: {
      type: 'array',
      maxItems: 1000,
      items: {
        type: 'object',
        required: ['id', 'method', 'url'],
        properties: {
          id: text,
          method: text,
          url: text,
          headers,
          body: {},
          dependsOn: { type: 'array', items: text },
          atomicityGroup: text,
        },
      },
    },
  },
};

export const answersSchema: Described = {
  type: 'object',
  required: ['responses'],
  properties: {
    responses: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'status'],
        properties: { id: text, status: { type: 'integer' }, headers, body: {} },
      },
    },
  },
};

const refusals = { '4XX': responseOf('Problem'), '5XX': responseOf('Problem') };

export const servicePaths: Described = {
  '/$batch': {
    post: {
      operationId: 'batch',
      tags: ['service'],
      summary: 'Many requests in one',
      security: anyone,
      requestBody: { required: true, content: contentOf(schemaOf('Batch')) },
      responses: {
        200: { description: 'An answer to each request.', content: contentOf(schemaOf('Answers')) },
        ...refusals,
      },
    },
  },
  '/health': {
    get: {
      operationId: 'health',
      tags: ['service'],
      summary: 'Whether the service and its database answer',
      security: [],
      responses: {
        200: { description: 'They do.', content: contentOf({ type: 'object', properties: { status: text } }) },
        ...refusals,
      },
    },
  },
};
