/** What the values of one collection do. */
import { expect, test } from 'vitest';
import type { StoreTransaction } from '../../../../client/store/local-store.ts';
import { failure, operation } from './queue-values.ts';
import type { Stores } from './stores.ts';

export function declareCollections({ openNew }: Stores): void {
  const fill = (tx: StoreTransaction): Promise<unknown> =>
    Promise.all([
      tx.records('todo').put([
        ['b', { server: { id: 'b', text: 'second' } }],
        ['a', { local: null, pending: [1] }],
      ]),
      tx.operations.put([
        [10, operation(10)],
        [9, operation(9)],
      ]),
      tx.errors.put([[9, failure(9)]]),
      tx.config.put([
        ['mark', 'x'],
        ['counter', 11],
      ]),
    ]);

  test('are empty at first', async () => {
    const store = await openNew();
    await store.transact('read', async (tx) => {
      for (const collection of [tx.records('todo'), tx.operations, tx.errors, tx.config]) {
        expect(await collection.list()).toEqual([]);
        expect(await collection.count()).toBe(0);
      }
      expect(await tx.records('todo').get(['a', 'b'])).toEqual([undefined, undefined]);
      expect(await tx.operations.get([1])).toEqual([undefined]);
    });
  });

  test('give what was put, in the transaction that put it and in the next ones', async () => {
    const store = await openNew();
    const check = async (tx: StoreTransaction): Promise<void> => {
      expect(await tx.records('todo').list()).toEqual([
        ['a', { local: null, pending: [1] }],
        ['b', { server: { id: 'b', text: 'second' } }],
      ]);
      expect(await tx.operations.get([9, 10])).toEqual([operation(9), operation(10)]);
      expect(await tx.errors.get([9])).toEqual([failure(9)]);
      expect(await tx.config.get(['counter', 'mark'])).toEqual([11, 'x']);
    };
    await store.transact('edit', async (tx) => {
      await fill(tx);
      await check(tx);
    });
    await store.transact('read', check);
    await store.transact('pull', check);
  });

  test('give values in the order that was asked, undefined for those not there, and twice what is asked twice', async () => {
    const store = await openNew();
    await store.transact('edit', fill);
    await store.transact('read', async ({ config }) => {
      expect(await config.get(['none', 'mark', 'counter', 'mark'])).toEqual([undefined, 'x', 11, 'x']);
      expect(await config.get([])).toEqual([]);
    });
  });

  test('keep the last of several values that are put under one key', async () => {
    const store = await openNew();
    await store.transact('edit', async ({ config }) => {
      await config.put([
        ['key', 1],
        ['key', 2],
      ]);
      await Promise.all([config.put([['key', 3]]), config.put([['key', 4]])]);
    });
    expect(await store.transact('read', ({ config }) => config.list())).toEqual([['key', 4]]);
  });

  test('forget what is deleted, and pass over what is not there', async () => {
    const store = await openNew();
    await store.transact('edit', fill);
    await store.transact('edit', async (tx) => {
      await tx.operations.delete([3, 9, 9]);
      await tx.records('todo').delete(['a', 'none']);
      await tx.records('another').delete(['a']);
      await tx.config.delete([]);
      expect(await tx.operations.count()).toBe(1);
    });
    await store.transact('read', async (tx) => {
      expect(await tx.operations.list()).toEqual([[10, operation(10)]]);
      expect(await tx.records('todo').get(['a', 'b'])).toEqual([undefined, { server: { id: 'b', text: 'second' } }]);
      expect(await tx.config.count()).toBe(2);
    });
  });

  test('list numbers as numbers', async () => {
    const store = await openNew();
    const numbers = [100, 9, 2 ** 40, 10, 1, Number.MAX_SAFE_INTEGER];
    await store.transact('edit', ({ operations }) => operations.put(numbers.map((each) => [each, operation(each)])));
    const listed = await store.transact('read', ({ operations }) => operations.list());
    expect(listed.map(([key, { number }]) => [key, number])).toEqual(
      [1, 9, 10, 100, 2 ** 40, Number.MAX_SAFE_INTEGER].map((each) => [each, each]),
    );
  });

  test('list ranges: behind a key, there or not, and up to a limit', async () => {
    const store = await openNew();
    const numbers = [1, 2, 3, 5, 8];
    await store.transact('edit', ({ operations }) => operations.put(numbers.map((each) => [each, operation(each)])));
    await store.transact('read', async ({ operations }) => {
      const keys = async (range: { after?: number; limit?: number }): Promise<number[]> =>
        (await operations.list(range)).map(([key]) => key);
      expect(await keys({ after: 3 })).toEqual([5, 8]);
      expect(await keys({ after: 4, limit: 1 })).toEqual([5]);
      expect(await keys({ limit: 2 })).toEqual([1, 2]);
      expect(await keys({ after: 0, limit: 9 })).toEqual(numbers);
      expect(await keys({ after: 8 })).toEqual([]);
      expect(await keys({ limit: 0 })).toEqual([]);
    });
  });

  test.each([
    '__operations',
    '__errors',
    '__config',
    '__records',
    '__records_todo',
    '__proto__',
    'constructor',
    'sqlite_master',
    'SQLITE_sequence',
    'select',
    'with "quotes", \'others\' and ]',
    'ünï/cödé 😀',
    '1',
  ])('are of one table each, also of a table that is called %s', async (table) => {
    const store = await openNew();
    await store.transact('edit', async (tx) => {
      await fill(tx);
      await tx.records(table).put([['9', { local: { table } }]]);
      await tx.config.put([['9', 'config']]);
    });
    await store.transact('read', async (tx) => {
      expect(await tx.records(table).list()).toEqual([['9', { local: { table } }]]);
      expect(await tx.records('todo').count()).toBe(2);
      expect(await tx.records('9').list()).toEqual([]);
      expect(await tx.operations.count()).toBe(2);
      expect(await tx.errors.list()).toEqual([[9, failure(9)]]);
      expect(await tx.config.count()).toBe(3);
    });
  });
}
