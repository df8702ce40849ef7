import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LocalStore, TransactionKind } from '../../../client/store/local-store.ts';
import { betterSqlite3 } from '../../../client/store/sqlite/better-sqlite3.ts';
import { expoSqlite } from '../../../client/store/sqlite/expo.ts';
import { nodeSqlite } from '../../../client/store/sqlite/node.ts';
import { type SqliteDriver, sqliteStore } from '../../../client/store/sqlite.ts';
import { failure, operation } from './contract/queue-values.ts';
import { BetterSqlite3 } from './drivers/better-sqlite3.ts';
import { expoSqliteIn } from './drivers/expo-sqlite.ts';
import { changed, withStore } from './sqlite-use.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/stores-`);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What any program that knows SQLite sees in the file. */
function look(sql: string): unknown[] {
  const database = new DatabaseSync(`${folder}/name.db`);
  const rows = database.prepare(sql).all();
  database.close();
  return rows.map((row) => ({ ...row }));
}

describe('the tables of the file', () => {
  test('have the documented names and columns, and are made when they are first written', async () => {
    await withStore(nodeSqlite(folder), async (store) => {
      await store.transact('read', ({ records }) => records('never written').list());
      await store.transact('edit', async (tx) => {
        await tx.records('todo').put([['a', { local: { text: 'ünïcödé' } }]]);
        await tx.operations.put([[7, operation(7)]]);
        await tx.errors.put([[7, failure(7)]]);
        await tx.config.put([['key', { a: 1 }]]);
      });
    });
    expect(look("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name")).toEqual([
      { name: '__config', sql: 'CREATE TABLE "__config" (key TEXT PRIMARY KEY, value TEXT)' },
      { name: '__errors', sql: 'CREATE TABLE "__errors" (key INTEGER PRIMARY KEY, value TEXT)' },
      { name: '__operations', sql: 'CREATE TABLE "__operations" (key INTEGER PRIMARY KEY, value TEXT)' },
      { name: 'todo', sql: 'CREATE TABLE "todo" (id TEXT PRIMARY KEY, value TEXT)' },
    ]);
    expect(look('SELECT * FROM todo')).toEqual([{ id: 'a', value: '{"local":{"text":"ünïcödé"}}' }]);
    expect(look('SELECT key, typeof(key) AS type FROM __operations')).toEqual([{ key: 7, type: 'integer' }]);
    expect(look("SELECT value ->> 'a' AS a FROM __config")).toEqual([{ a: 1 }]);
    expect(look('SELECT key FROM __errors')).toEqual([{ key: 7 }]);
  });

  test.each([
    ['__operations', '__records___operations'],
    ['__records_todo', '__records___records_todo'],
    ['SQLite_x', '__records_SQLite_x'],
    ['order by "1"; --', 'order by "1"; --'],
  ])('of a table called %s is %s', async (table, name) => {
    await withStore(nodeSqlite(folder), (store) =>
      store.transact('edit', ({ records }) => records(table).put([['a', {}]])),
    );
    expect(look("SELECT name FROM sqlite_master WHERE type = 'table'")).toEqual([{ name }]);
  });

  test('cannot differ in case alone: the second one is refused, and the first one is not touched', async () => {
    await withStore(nodeSqlite(folder), async (store) => {
      await store.transact('edit', ({ records }) => records('Todo').put([['a', {}]]));
      for (const kind of ['edit', 'read'] as const) {
        const attempt = store.transact(kind, ({ records }) => records('todo').get(['a']));
        await expect(attempt).rejects.toThrow('A table "Todo" is there already; write "todo" as that one everywhere.');
        await expect(attempt).rejects.toMatchObject({ name: 'StoreError', code: 'failed' });
      }
      expect(await store.transact('read', ({ records }) => records('Todo').count())).toBe(1);
    });
  });

  test('that a failed transaction has made are made again', async () => {
    await withStore(nodeSqlite(folder), async (store) => {
      const put = (fails: boolean): Promise<void> =>
        store.transact('edit', async ({ records }) => {
          await records('todo').put([['a', {}]]);
          if (fails) throw new Error('failed');
        });
      await expect(put(true)).rejects.toThrow('failed');
      await put(false);
      expect(await store.transact('read', ({ records }) => records('todo').count())).toBe(1);
    });
  });
});

describe('what is on the disk', () => {
  const written = async (kind: TransactionKind, log: string): Promise<unknown[]> => {
    const levels: unknown[] = [];
    const driver = changed(nodeSqlite(folder), (connection) => ({
      ...connection,
      all: (sql, params) => connection.all(sql.replace('WAL', log), params),
      async run(sql, params) {
        if (sql === 'COMMIT') {
          levels.push(
            ...(await connection.all('PRAGMA synchronous', [])),
            ...(await connection.all('PRAGMA fullfsync', [])),
          );
        }
        await connection.run(sql, params);
      },
    }));
    await withStore(driver, async (store) => {
      await store.transact('edit', ({ config }) => config.put([['a', 1]]));
      await store.transact('pull', ({ config }) => config.put([['a', 2]]));
      levels.length = 0;
      await store.transact(kind, ({ config }) => config.put([['a', 3]]));
    });
    return levels.map((row) => ({ ...Object(row) }));
  };

  test.each<[number, TransactionKind, string]>([
    [2, 'edit', 'WAL'],
    [1, 'pull', 'WAL'],
    [2, 'edit', 'DELETE'],
    [2, 'pull', 'DELETE'],
  ])('is written at level %i of safety by kind %s, with journal mode %s', async (synchronous, kind, log) => {
    expect(await written(kind, log)).toEqual([{ synchronous }, { fullfsync: 1 }]);
  });

  test('is in one file after closing, with a write-ahead log meanwhile', async () => {
    await withStore(nodeSqlite(folder), async (store) => {
      await store.transact('edit', ({ config }) => config.put([['a', 1]]));
      expect(readdirSync(folder)).toContain('name.db-wal');
    });
    expect(readdirSync(folder)).toEqual(['name.db']);
    expect(look('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  });

  test.each([
    ['node:sqlite', (): SqliteDriver => nodeSqlite(folder)],
    ['a driver that deletes the one file only', () => expoSqlite(expoSqliteIn(folder))],
  ])('is gone after deleting, also what a crash has left beside it: %s', async (_, open) => {
    const crashed = `${folder}/crashed`;
    mkdirSync(crashed);
    await withStore(nodeSqlite(folder), async (store) => {
      await store.transact('edit', ({ config }) => config.put([['a', 'secret']]));
      for (const file of ['name.db', 'name.db-wal']) copyFileSync(`${folder}/${file}`, `${crashed}/${file}`);
    });
    for (const file of readdirSync(crashed)) copyFileSync(`${crashed}/${file}`, `${folder}/${file}`);
    rmSync(crashed, { recursive: true });
    await sqliteStore(open()).delete('name');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is not deleted while it is open', async () => {
    const kind = sqliteStore(nodeSqlite(folder));
    const store = await kind.open('name');
    await store.transact('edit', ({ config }) => config.put([['a', 1]]));
    await expect(kind.delete('name')).rejects.toMatchObject({ name: 'StoreError', code: 'failed' });
    expect(await store.transact('read', ({ config }) => config.get(['a']))).toEqual([1]);
    await store.close();
  });
});

describe('statements', () => {
  test('are prepared once, however often they run', async () => {
    let prepared = 0;
    class Counting extends BetterSqlite3 {
      override prepare(sql: string) {
        prepared += 1;
        return super.prepare(sql);
      }
    }
    const edit = (store: LocalStore): Promise<void> =>
      store.transact('edit', async ({ records, operations }) => {
        await records('todo').get(['a']);
        await records('todo').put([['a', {}]]);
        await operations.put([[1, operation(1)]]);
      });
    await withStore(betterSqlite3(Counting, folder), async (store) => {
      await edit(store);
      await edit(store);
      const first = prepared;
      for (let i = 0; i < 20; i += 1) await edit(store);
      expect(prepared).toBe(first);
    });
  });

  test('are few for many entries, and have no more parameters than old versions of SQLite take', async () => {
    const sent: number[] = [];
    const driver = changed(nodeSqlite(folder), (connection) => ({
      ...connection,
      run(sql, params) {
        if (params.length > 0) sent.push(params.length);
        return connection.run(sql, params);
      },
    }));
    const entries = Array.from({ length: 1_000 }, (_, i) => [`id ${i}`, { local: { i } }] as const);
    await withStore(driver, async (store) => {
      await store.transact('pull', ({ records }) => records('todo').put(entries));
      await store.transact('pull', ({ records }) => records('todo').delete(entries.map(([id]) => id)));
      expect(await store.transact('read', ({ records }) => records('todo').count())).toBe(0);
    });
    expect(sent).toEqual([512, 512, 512, 256, 128, 64, 16, 256, 256, 256, 128, 64, 32, 8]);
  });
});
