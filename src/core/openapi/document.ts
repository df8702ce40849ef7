/** The service as an OpenAPI 3.1 document, in its dialect 3.0. */
import { tableOperations } from '../../table/access.ts';
import type { SyncTable } from '../../table/sync-table.ts';
import { version } from '../version.ts';
import type { Described } from './described.ts';
import { parameters } from './parameters.ts';
import { recordSchemas } from './record-schemas.ts';
import { answersSchema, batchSchema, problemResponse, problemSchema, servicePaths } from './service-paths.ts';
import { tablePaths } from './table-paths.ts';

/**
 * Every request that the service at that address takes for its tables, without those that nobody may make.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export function openApiDocument(declared: readonly SyncTable[], origin: string): Described {
  const tables = declared.filter(({ access }) => tableOperations.some((operation) => access[operation] !== 'disabled'));
  return {
    openapi: '3.1.1',
    info: {
      title: 'Tidemark',
      version,
      description: 'Tables with optimistic versions, soft delete, incremental reads and batches.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: origin }],
    tags: [
      ...tables.map(({ name }) => ({ name, description: `The table ${name}.` })),
      { name: 'service', description: 'The service itself.' },
    ],
    paths: { ...Object.assign({}, ...tables.map(tablePaths)), ...servicePaths },
    components: {
      parameters,
      responses: { Problem: problemResponse },
      schemas: {
        Problem: problemSchema,
        Batch: batchSchema,
        Answers: answersSchema,
        ...Object.assign({}, ...tables.map(recordSchemas)),
      },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        zumo: { type: 'apiKey', in: 'header', name: 'X-ZUMO-AUTH' },
      },
    },
  };
}
