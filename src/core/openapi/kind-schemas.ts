/** What a value of each kind of column is, in the JSON Schema of OpenAPI and of Swagger 2.0 before it. */
import type { ColumnKind } from '../../protocol/column-kind.ts';
import type { Described } from './described.ts';

export const kindSchemas: Record<ColumnKind, Described> = {
  string: { type: 'string' },
  number: { type: 'number', format: 'double' },
  integer: { type: 'integer', format: 'int64' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date-time' },
  day: { type: 'string', format: 'date' },
  time: { type: 'string' },
  json: {},
  bigint: { type: 'string' },
};
