/** The values of one table, within one transaction. */
import type { Collection, KeyRange } from '../local-store.ts';
import type { SqliteConnection, SqlRow, SqlValue } from './driver.ts';
import { quoted, type SqliteTable } from './table.ts';

/** Runs work on a table that is there. Reading one that is not there is no work; writing makes it. */
export type Step = (
  table: SqliteTable<SqlValue>,
  purpose: 'read' | 'write',
  work: (connection: SqliteConnection) => Promise<void>,
) => Promise<void>;

export function openCollection<Key extends SqlValue, Value>(
  step: Step,
  table: SqliteTable<Key>,
): Collection<Key, Value> {
  const { key, toKey } = table;
  const name = quoted(table.name);
  const select = `SELECT ${key} AS key, value FROM ${name}`;
  const toEntry = (row: SqlRow): readonly [Key, Value] => [toKey(row.key), JSON.parse(String(row.value))];
  return {
    async get(keys) {
      const found = new Map<Key, Value>();
      await step(table, 'read', async (connection) => {
        for (const some of runsOf(keys)) {
          const rows = await connection.all(`${select} WHERE ${key} IN (${marks('?', some)})`, some);
          for (const row of rows) found.set(...toEntry(row));
        }
      });
      return keys.map((each) => found.get(each));
    },
    async list({ after, limit = -1 }: KeyRange<Key> = {}) {
      const [where, params] = after === undefined ? ['', []] : [` WHERE ${key} > ?`, [after]];
      let entries: readonly (readonly [Key, Value])[] = [];
      await step(table, 'read', async (connection) => {
        const rows = await connection.all(`${select}${where} ORDER BY ${key} LIMIT ?`, [...params, limit]);
        entries = rows.map(toEntry);
      });
      return entries;
    },
    async count() {
      let count = 0;
      await step(table, 'read', async (connection) => {
        count = Number((await connection.all(`SELECT count(*) AS count FROM ${name}`, []))[0]?.count);
      });
      return count;
    },
    async put(entries) {
      const rows = entries.map(([each, value]) => [each, JSON.stringify(value)] as const);
      const upsert = `ON CONFLICT (${key}) DO UPDATE SET value = excluded.value`;
      await step(table, 'write', async (connection) => {
        for (const some of runsOf(rows)) {
          const insert = `INSERT INTO ${name} (${key}, value) VALUES ${marks('(?, ?)', some)} ${upsert}`;
          await connection.run(insert, some.flat());
        }
      });
    },
    delete: (keys) =>
      step(table, 'write', async (connection) => {
        for (const some of runsOf(keys)) {
          await connection.run(`DELETE FROM ${name} WHERE ${key} IN (${marks('?', some)})`, some);
        }
      }),
  };
}

// Twice as many parameters at most, where old versions of SQLite take 999.
const longestRun = 256;

/**
 * The items in runs that are as long as powers of two, so that few statements need to be prepared for lists of any
 * length.
 */
function* runsOf<Item>(items: readonly Item[]): Generator<Item[]> {
  let length = longestRun;
  for (let at = 0; at < items.length; at += length) {
    while (length > items.length - at) length /= 2;
    yield items.slice(at, at + length);
  }
}

const marks = (mark: string, items: readonly unknown[]): string => items.map(() => mark).join(', ');
