import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LocalStore, StoreTransaction } from '../../../client/store/local-store.ts';
import { capacitorSqlite } from '../../../client/store/sqlite/capacitor.ts';
import { expoSqlite } from '../../../client/store/sqlite/expo.ts';
import { nodeSqlite } from '../../../client/store/sqlite/node.ts';
import { type SqliteDriver, sqliteStore } from '../../../client/store/sqlite.ts';
import { StoreError } from '../../../client/store/store-error.ts';
import { operation } from './contract/queue-values.ts';
import { CapacitorSqliteConnection, type NativeConnections } from './drivers/capacitor-sqlite.ts';
import { expoSqliteIn } from './drivers/expo-sqlite.ts';
import { changed, withStore } from './sqlite-use.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/stores-`);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('failures', () => {
  const small = (driver: SqliteDriver): SqliteDriver =>
    changed(driver, async (connection) => {
      await connection.all('PRAGMA max_page_count = 20', []);
      return connection;
    });
  const much = 'x'.repeat(50_000);

  test.each([
    ['node:sqlite', (): SqliteDriver => small(nodeSqlite(folder))],
    ['expo-sqlite', (): SqliteDriver => small(expoSqlite(expoSqliteIn(folder)))],
  ])('for want of room are told as such, nothing is written, and smaller things still are: %s', async (_, open) => {
    await withStore(open(), async (store) => {
      const fill = async (tx: StoreTransaction): Promise<void> => {
        await tx.records('todo').put([['before', {}]]);
        await Promise.all([
          tx.config.put([['a', much]]),
          tx.config.put([['b', much]]),
          tx.records('todo').put([['after', {}]]),
        ]);
      };
      const swallowing = async (tx: StoreTransaction): Promise<void> => {
        await fill(tx).catch(() => {});
        await tx.config.put([['later', 1]]).catch(() => {});
      };
      for (const work of [fill, swallowing]) {
        await expect(store.transact('edit', work)).rejects.toMatchObject({ name: 'StoreError', code: 'full' });
        expect(await store.transact('read', ({ config }) => config.list())).toEqual([]);
        expect(await store.transact('read', ({ records }) => records('todo').list())).toEqual([]);
      }
      await store.transact('edit', ({ config }) => config.put([['small', 1]]));
      expect(await store.transact('read', ({ config }) => config.list())).toEqual([['small', 1]]);
    });
  });

  test('keep what the driver said as their cause', async () => {
    await withStore(nodeSqlite(folder), async (store) => {
      const attempt = store.transact('edit', ({ operations }) => operations.put([[1.5, operation(1)]]));
      const error = await attempt.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(StoreError);
      expect(error).toMatchObject({ code: 'failed', cause: { message: 'datatype mismatch' } });
    });
  });

  test('to open are told as such: what is there is no database, or no folder can be made', async () => {
    writeFileSync(`${folder}/name.db`, 'This is text, and not a database at all. '.repeat(100));
    await expect(withStore(nodeSqlite(folder), async () => {})).rejects.toMatchObject({
      name: 'StoreError',
      code: 'unavailable',
    });
    const below = sqliteStore(nodeSqlite(`${folder}/name.db/below`)).open('name');
    await expect(below).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
    // It can be deleted, and is one from then on.
    await sqliteStore(nodeSqlite(folder)).delete('name');
    await withStore(nodeSqlite(folder), async (store) =>
      expect(await store.transact('read', ({ config }) => config.count())).toBe(0),
    );
  });

  test('to commit leave nothing, and the store goes on', async () => {
    let fails = false;
    const driver = changed(nodeSqlite(folder), (connection) => ({
      ...connection,
      run(sql, params) {
        if (sql === 'COMMIT' && fails) throw new Error('disk I/O error');
        return connection.run(sql, params);
      },
    }));
    await withStore(driver, async (store) => {
      fails = true;
      const attempt = store.transact('edit', ({ config }) => config.put([['a', 1]]));
      await expect(attempt).rejects.toMatchObject({ name: 'StoreError', code: 'failed' });
      fails = false;
      await store.transact('edit', ({ config }) => config.put([['b', 2]]));
      expect(await store.transact('read', ({ config }) => config.list())).toEqual([['b', 2]]);
    });
  });

  test('come to whoever uses a transaction that has ended', async () => {
    await withStore(nodeSqlite(folder), async (store) => {
      const { config } = await store.transact('edit', async (transaction) => transaction);
      await expect(config.put([['a', 1]])).rejects.toMatchObject({ name: 'StoreError', code: 'failed' });
      expect(await store.transact('read', ({ config }) => config.list())).toEqual([]);
    });
  });
});

describe('other users of the file', () => {
  test('are waited for', async () => {
    await withStore(nodeSqlite(folder), async (store) => {
      await store.transact('edit', ({ config }) => config.put([['a', 1]]));
      const other = new DatabaseSync(`${folder}/name.db`);
      other.exec('BEGIN IMMEDIATE');
      setTimeout(() => {
        other.exec("UPDATE __config SET value = '2'; COMMIT");
        other.close();
      }, 250);
      const seen = store.transact('edit', async ({ config }) => {
        const before = await config.get(['a']);
        await config.put([['a', 3]]);
        return before;
      });
      expect(await seen).toEqual([2]);
    });
  });

  test('may be of the same program, which has opened it twice by different kinds of store', async () => {
    const add = (store: LocalStore): Promise<void> =>
      store.transact('edit', async ({ config }) => {
        const [before] = await config.get(['count']);
        await config.put([['count', Number(before ?? 0) + 1]]);
      });
    await withStore(nodeSqlite(folder), (one) =>
      withStore(nodeSqlite(folder), async (two) => {
        await Promise.all(Array.from({ length: 10 }, (_, i) => add(i % 2 === 0 ? one : two)));
        expect(await one.transact('read', ({ config }) => config.get(['count']))).toEqual([10]);
      }),
    );
  });

  test('may be a page of the app before it was reloaded, in the middle of a transaction', async () => {
    const native: NativeConnections = new Map();
    const openPage = () => sqliteStore(capacitorSqlite(new CapacitorSqliteConnection(folder, native))).open('name');
    const gone = await openPage();
    await gone.transact('edit', ({ config }) => config.put([['a', 1]]));
    await new Promise<void>((reached) => {
      // A page that is gone does nothing more, and does not end what it has begun.
      void gone.transact('edit', async ({ config }) => {
        await config.put([['a', 2]]);
        reached();
        return new Promise<never>(() => {});
      });
    });
    const store = await openPage();
    expect(await store.transact('read', ({ config }) => config.get(['a']))).toEqual([1]);
    await store.transact('edit', ({ config }) => config.put([['a', 3]]));
    await store.close();
  });
});
