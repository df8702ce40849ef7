/** How a table is read. */
import type { SyncTable } from '../../table/sync-table.ts';
import { contentOf } from './described.ts';
import { preferParameter, queryParameters } from './parameters.ts';
import { pageSchema } from './record-schemas.ts';
import { recordAnswer, required, type TableRequest } from './request.ts';

export function readRequests(table: SyncTable): TableRequest[] {
  const list = {
    access: 'read',
    responses: { 200: { description: 'A page of records.', content: contentOf(pageSchema(table)) } },
  } as const;
  const read = {
    summary: 'Read a record',
    access: 'read',
    parameters: ['select', 'includeDeleted'],
    responses: { 200: recordAnswer(table, 'The record.') },
  } as const;
  const prefer = Object.keys(preferParameter);
  const parameters = [...Object.keys(queryParameters), ...prefer];
  return [
    { ...list, method: 'get', path: '', verb: 'list', summary: 'List records', parameters },
    { ...list, ...longQuery, method: 'post', path: '/$query', verb: 'query', parameters: prefer },
    { ...read, method: 'get', path: '/{id}', verb: 'read' },
    { ...digest, method: 'get', path: '/$digest', verb: 'digest' },
  ];
}

const longQuery = {
  summary: 'List records by a query that is longer than an address may be',
  body: required(contentOf({ type: 'string', examples: ['$filter=deleted eq false&$top=10'] }, 'text/plain')),
};

const range = {
  type: 'object',
  properties: { to: { type: 'string' }, count: { type: 'integer' }, digest: { type: 'string' } },
};
const ranges = { type: 'array', items: range };
const digest = {
  summary: 'Count and digest records, in ranges of ids',
  access: 'read',
  parameters: ['filter', 'includeDeleted'],
  responses: {
    200: {
      description: 'The ranges.',
      content: contentOf({ type: 'object', properties: { ranges, nextLink: { type: 'string' } } }),
    },
  },
} as const;
