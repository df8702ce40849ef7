/** One thing that can be asked of a table. */
import type { TableOperation } from '../../table/access.ts';
import type { SyncTable } from '../../table/sync-table.ts';
import { contentOf, type Described, schemaName, schemaOf } from './described.ts';

export type TableRequest = {
  readonly method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  /** Behind the table's own address. */
  readonly path: string;
  /** The start of its operation id. */
  readonly verb: string;
  readonly summary: string;
  readonly access: TableOperation;
  /** The names of its parameters. */
  readonly parameters: readonly string[];
  readonly body?: Described;
  /** Those that are no problem. */
  readonly responses: Described;
};

export const required = (content: Described): Described => ({ required: true, content });

/** An answer that is a record with its version. */
export const recordAnswer = (table: SyncTable, description: string): Described => ({
  description,
  headers: { ETag: { description: 'The version of the record.', schema: { type: 'string' } } },
  content: contentOf(schemaOf(schemaName(table))),
});
