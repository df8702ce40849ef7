/** Random filters asked of a database and of the evaluator: which records do they disagree on? */
import { type SQL, sql } from 'drizzle-orm';
import { compile } from '../../src/db/compile.ts';
import type { Db, SqlValue, Statement } from '../../src/db/db.ts';
import { drizzleTable } from '../../src/db/schema.ts';
import { whereOf } from '../../src/db/where.ts';
import { checkFilter } from '../../src/odata/check-filter.ts';
import { evaluatorOf } from '../../src/protocol/evaluate.ts';
import type { Filter } from '../../src/protocol/filter.ts';
import { printFilter } from '../../src/protocol/print-filter.ts';
import { bigint, boolean, date, day, integer, json, number, string, time } from '../../src/table/column.ts';
import { syncTable } from '../../src/table/sync-table.ts';
import { onWire, type SomeRecord } from '../unit/protocol/arbitrary-record.ts';

export const table = syncTable('agreement', {
  text: string(),
  other: string(),
  x: number(),
  y: number(),
  count: integer(),
  size: integer(),
  complete: boolean(),
  hidden: boolean(),
  due: date(),
  birthday: day(),
  alarm: time(),
  big: bigint(),
  huge: bigint(),
  meta: json(),
});

const indexed = ['text', 'x', 'count', 'complete', 'due', 'birthday', 'alarm', 'big', 'updatedAt'];
const types: Record<string, string> = { real: 'REAL', integer: 'INTEGER', text: 'TEXT' };

/** The SQL that makes the table with the types that migrations give it, and with indexes that may be used wrongly. */
export function creation(): readonly Statement[] {
  const drizzled = drizzleTable(table);
  const column = (name: string) => `"${name}" ${types[Reflect.get(drizzled, name).getSQLType()]}`;
  const statements = [
    'DROP TABLE IF EXISTS agreement',
    `CREATE TABLE agreement ("row" INTEGER PRIMARY KEY, ${[...table.members.keys()].map(column).join(', ')})`,
    ...indexed.map((name) => `CREATE INDEX agreement_${name} ON agreement ("${name}")`),
  ];
  return statements.map((text) => ({ sql: text, params: [] }));
}

const asSql = (value: string | number | boolean | null): SqlValue =>
  typeof value === 'boolean' ? Number(value) : value;

/** The SQL that makes these records the table's; numbers travel in JSON, as in the write path. */
export function filling(records: readonly SomeRecord[]): readonly Statement[] {
  const insertions = records.map((record, row) => {
    const names = Object.keys(record).map((name) => `"${name}"`);
    const values = names.map((_, at) => `?1 ->> '$[${at + 1}]'`);
    const json = JSON.stringify([row, ...Object.values(record).map(asSql)]);
    return { sql: `INSERT INTO agreement ("row", ${names}) VALUES (?1 ->> '$[0]', ${values})`, params: [json] };
  });
  return [{ sql: 'DELETE FROM agreement', params: [] }, ...insertions];
}

const chunk = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

/** Filters that the database and the evaluator answer differently, as text, with the rows of both. */
export async function disagreements(
  db: Db,
  filters: readonly Filter[],
  records: readonly SomeRecord[],
): Promise<string[]> {
  const conditions = filters.map((filter) => whereOf(checkFilter(filter, table.members), table));
  const wired = records.map(onWire);
  const groups = chunk(conditions, 40);
  const columns = await db.read(groups.map((group) => compile(asColumns(group))));
  // Every tenth also where indexes come into play.
  const asked = conditions.flatMap((condition, at) => (at % 10 === 0 ? [{ condition, at }] : []));
  const selected = await db.read(
    asked.map(({ condition }) => compile(sql`SELECT "row" FROM agreement WHERE ${condition} ORDER BY "row"`)),
  );
  const rowsOfWhere = new Map(
    asked.map(({ at }, index) => [at, (selected[index] ?? []).map(({ row }) => Number(row))]),
  );
  return filters.flatMap((filter, at) => {
    const { passes } = evaluatorOf(filter, table.members);
    const expected = wired.flatMap((record, row) => (passes(record) ? [row] : []));
    const rows = columns[Math.floor(at / 40)] ?? [];
    const computed = rows.filter((row) => row[`c${at % 40}`] === 1).map(({ row }) => Number(row));
    const found = rowsOfWhere.get(at) ?? computed;
    if (String(computed) === String(expected) && String(found) === String(expected)) return [];
    return [`${printFilter(filter)}: rows ${expected} pass, SQL computes ${computed} and finds ${found}`];
  });
}

function asColumns(conditions: readonly SQL[]): SQL {
  const columns = conditions.map((condition, at) => sql`(${condition}) IS TRUE AS ${sql.raw(`c${at}`)}`);
  return sql`SELECT "row", ${sql.join(columns, sql`, `)} FROM agreement ORDER BY "row"`;
}
