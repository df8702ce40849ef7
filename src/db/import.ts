/** Records that come from elsewhere, with ids, owners and times of creation of their own. */
import type { StoredValues } from '../table/body-schema.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Statement } from './db.ts';
import { quoted } from './identifier.ts';
import { printedValues, sentValue } from './write/columns.ts';

export type ImportedRecord = {
  /** Whose it is; empty in a shared table. */
  readonly owner: string;
  readonly id: string | number;
  /** Milliseconds since 1970; 0 for the moment of the import. */
  readonly createdAt: number;
  readonly deleted: boolean;
  /** Of every column. */
  readonly values: StoredValues;
};

/** The record in the JSON list of `importStatement`. */
export function printImported(table: SyncTable, { deleted, values, ...key }: ImportedRecord): string {
  return JSON.stringify({ ...key, deleted: deleted ? 1 : 0, values: printedValues(table, values) });
}

/**
 * Inserts a list of printed records, each of which the table's triggers stamp and journal; gives a row for each that
 * was inserted. Those whose ids are taken stay as they are, so that a list can be given again.
 *
 * @param list of `printImported`, in all at most 1.5 MB of UTF-8
 */
export function importStatement(table: SyncTable, list: readonly string[]): Statement {
  const columns = Object.entries(table.columns);
  const names = ['owner', 'id', 'createdAt', 'deleted', ...columns.map(([name]) => name)];
  const values = [
    ...names.slice(0, 4).map((name) => `o.entry->>'${name}'`),
    ...columns.map(([name, { kind }]) => sentValue(name, kind)),
  ];
  const sql =
    `INSERT INTO ${quoted(table.name)} (${names.map(quoted).join(', ')}) SELECT ${values.join(', ')} ` +
    'FROM (SELECT value AS entry FROM json_each(?1) LIMIT -1) o WHERE true ON CONFLICT (owner, id) DO NOTHING RETURNING id';
  return { sql, params: [`[${list.join(',')}]`] };
}
