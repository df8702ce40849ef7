/** The tables of a local store in SQLite, each made when it is first written. */
import { StoreError } from '../store-error.ts';
import type { SqliteConnection, SqlValue } from './driver.ts';

export type SqliteTable<Key extends SqlValue> = {
  readonly name: string;
  readonly key: 'id' | 'key';
  readonly type: 'TEXT' | 'INTEGER';
  /** The key that a driver has read. */
  readonly toKey: (value: unknown) => Key;
};

/**
 * Where the records of a table are: under its own name. Names that SQLite or this store have for themselves, which no
 * table of the service has, get a prefix; nothing else begins with it, so that no two tables are ever one.
 */
export function recordsTable(table: string): SqliteTable<string> {
  const name = /^(?:__|sqlite_)/i.test(table) ? `__records_${table}` : table;
  return { name, key: 'id', type: 'TEXT', toKey: String };
}

export const operationsTable: SqliteTable<number> = {
  name: '__operations',
  key: 'key',
  type: 'INTEGER',
  toKey: Number,
};
export const errorsTable: SqliteTable<number> = { ...operationsTable, name: '__errors' };
export const configTable: SqliteTable<string> = { name: '__config', key: 'key', type: 'TEXT', toKey: String };

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Whether the table is there; it is made when it is to be written.
 *
 * @throws StoreError when there is one whose name differs in case alone: SQLite takes them for the same.
 */
export async function hasTable(
  connection: SqliteConnection,
  { name, key, type }: Omit<SqliteTable<SqlValue>, 'toKey'>,
  isWritten: boolean,
): Promise<boolean> {
  const find = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = ? COLLATE NOCASE";
  const found = (await connection.all(find, [name]))[0]?.name;
  if (found === name) return true;
  if (found !== undefined) {
    throw new StoreError('failed', `A table "${found}" is there already; write "${name}" as that one everywhere.`);
  }
  if (isWritten) await connection.run(`CREATE TABLE ${quoted(name)} (${key} ${type} PRIMARY KEY, value TEXT)`, []);
  return isWritten;
}
