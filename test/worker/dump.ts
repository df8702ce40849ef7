/** The whole database as text, to see what a request has changed. */
import type { Row } from '../../src/db/db.ts';
import { db } from './database.ts';

/** One row of any table, the table of the schema included. */
export type Stored = { readonly table: string; readonly row: Row };

/** Every row of every table and of the schema, as JSON. */
type Dump = ReadonlySet<string>;

const printed = (table: string, row: Row): string => JSON.stringify({ table, row });

export async function dumpDatabase(): Promise<Dump> {
  // D1 keeps tables of its own, and lets nobody read them.
  const sql = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE '\\_cf\\_%' ESCAPE '\\'";
  const [schema = []] = await db.read([{ sql, params: [] }]);
  const tables = schema.filter(({ type }) => type === 'table').map(({ name }) => String(name));
  const contents = await db.read(tables.map((name) => ({ sql: `SELECT * FROM "${name}"`, params: [] })));
  return new Set([
    ...schema.map((row) => printed('sqlite_schema', row)),
    ...contents.flatMap((rows, at) => rows.map((row) => printed(tables[at] ?? '', row))),
  ]);
}

export type Changes = { readonly gone: readonly Stored[]; readonly added: readonly Stored[] };

/** The rows that one dump has and the other has not; a row that was changed is in both lists. */
export function changesBetween(before: Dump, after: Dump): Changes {
  const missing = (from: Dump, inside: Dump): Stored[] =>
    [...inside].filter((row) => !from.has(row)).map((row) => JSON.parse(row));
  return { gone: missing(after, before), added: missing(before, after) };
}
