import { expect, test, vi } from 'vitest';
import { indexedDbStore } from '../../../client/store/indexeddb.ts';
import type { LocalStore, TransactionKind } from '../../../client/store/local-store.ts';
import { localStoreContract } from '../store/contract.ts';
import { kind, list, name, newDatabaseForEach, pause, put, watchTransactions } from './one-database.ts';

localStoreContract('IndexedDB', () => indexedDbStore());

newDatabaseForEach();

test.each([
  ['read', 'readonly', 'relaxed'],
  ['edit', 'readwrite', 'strict'],
  ['pull', 'readwrite', 'relaxed'],
] as const)('a transaction of kind %s is %s and %s', async (kindOfTransaction: TransactionKind, mode, durability) => {
  const store = await kind.open(name);
  const { made } = watchTransactions();
  await store.transact(kindOfTransaction, ({ config }) => config.get(['any']));
  expect(made.map((each) => [each.mode, each.durability])).toEqual([[mode, durability]]);
});

test.each(['edit', 'pull'] as const)(
  'a transaction of kind %s resolves when it is committed, not before',
  async (which) => {
    const store = await kind.open(name);
    const { made } = watchTransactions();
    const order: string[] = [];
    const written = store.transact(which, ({ config }) => config.put([['a', 1]]));
    made[0]?.addEventListener('complete', () => order.push('committed'));
    await written;
    order.push('resolved');
    expect(order).toEqual(['committed', 'resolved']);
  },
);

test('a transaction that the browser gives up fails as one of the store, and the next is not hindered', async () => {
  const store = await kind.open(name);
  const { made } = watchTransactions();
  const work = store.transact('edit', async ({ config }) => {
    await config.put([['a', 1]]);
    const read = config.get(['a']);
    made.at(-1)?.abort();
    await read;
  });
  await expect(work).rejects.toMatchObject({ name: 'StoreError', code: 'failed' });
  expect(await list(store)).toEqual([]);
  // It has given its result already.
  made.at(-1)?.abort();
});

test('what begins in the same turn as close is finished before close resolves, and nothing begins after it', async () => {
  const store = await kind.open(name);
  const order: string[] = [];
  const written = put(store, 'a', 1).then(() => order.push('written'));
  const closed = store.close().then(() => order.push('closed'));
  await expect(put(store, 'b', 2)).rejects.toMatchObject({ name: 'StoreError', code: 'closed' });
  await Promise.all([written, closed, store.close()]);
  expect(order).toEqual(['written', 'closed']);
  expect(await list(await kind.open(name))).toEqual([['a', 1]]);
});

test('work that throws while its reads are under way leaves nothing behind, and its own error is what one gets', async () => {
  const store = await kind.open(name);
  const mine = new Error('mine');
  const work = store.transact('edit', async ({ config, operations }) => {
    void config.put([['a', 1]]);
    void config.get(['a']);
    void operations.list();
    throw mine;
  });
  await expect(work).rejects.toBe(mine);
  expect(await list(store)).toEqual([]);
});

test('work that throws before it is asynchronous is refused in the same way', async () => {
  const store = await kind.open(name);
  const mine = new Error('mine');
  const work = store.transact('edit', () => {
    throw mine;
  });
  await expect(work).rejects.toBe(mine);
});

test('a value that is no JSON is refused, and nothing of the transaction is written', async () => {
  const store = await kind.open(name);
  const circular: { self?: unknown } = {};
  circular.self = circular;
  const work = store.transact('edit', async ({ config }) => {
    await config.put([['a', 1]]);
    await config.put([
      ['b', 2],
      ['c', JSON.parse('{}', () => circular)],
    ]);
  });
  await expect(work).rejects.toBeInstanceOf(TypeError);
  expect(await list(store)).toEqual([]);
});

test('a transaction that only reads refuses to write', async () => {
  const store = await kind.open(name);
  const work = store.transact('read', ({ config }) => config.put([['a', 1]]));
  await expect(work).rejects.toMatchObject({ name: 'StoreError', code: 'failed' });
  expect(await list(store)).toEqual([]);
});

test('work that waits for anything else is told so, and its later writes are not made', async () => {
  const store = await kind.open(name);
  const work = store.transact('edit', async ({ config }) => {
    await pause(50);
    await config.put([['late', 1]]);
  });
  await expect(work).rejects.toMatchObject({ name: 'StoreError', code: 'failed' });
  expect(await list(store)).toEqual([]);
});

/** Counts up in a record, and says what it has counted. */
const count = (store: LocalStore, id: string): Promise<number> =>
  store.transact('edit', async ({ records }) => {
    const [entry] = await records('todo').get([id]);
    const next = Number(entry?.local?.count ?? 0) + 1;
    await records('todo').put([[id, { local: { count: next } }]]);
    return next;
  });

test('an edit of what this tab has written reads nothing but who wrote last', async () => {
  const store = await kind.open(name);
  await count(store, 'a');
  const read = vi.spyOn(IDBObjectStore.prototype, 'get');
  const { made } = watchTransactions();
  expect([await count(store, 'a'), await count(store, 'b'), await count(store, 'a')]).toEqual([2, 1, 3]);
  expect([read.mock.calls.length, made.length]).toEqual([3, 3]);
});

test('edits of records that were here before are a transaction each, but for the first of them', async () => {
  const before = await kind.open(name);
  for (const id of ['a', 'b', 'c', 'd']) await count(before, id);
  const store = await kind.open(name);
  const { made } = watchTransactions();
  const read = vi.spyOn(IDBObjectStore.prototype, 'get');
  const counts: number[] = [];
  for (const id of ['a', 'b', 'c', 'd', 'a', 'new', 'newer']) counts.push(await count(store, id));
  expect(counts).toEqual([2, 2, 2, 2, 3, 1, 1]);
  expect(made).toHaveLength(8);
  // Who wrote last, each time, and of which record nothing was known, save of the last: it is taken to be new.
  expect(read).toHaveBeenCalledTimes(8 + 5);
});

test.each(['a', 'b'])('what another tab has written is seen, be it where this one has written too: %s', async (id) => {
  const [one, other] = [await kind.open(name), await kind.open(name)];
  await count(one, 'a');
  expect(await count(other, id)).toBe(id === 'a' ? 2 : 1);
  expect(await count(one, id)).toBe(id === 'a' ? 3 : 2);
  expect(await count(other, id)).toBe(id === 'a' ? 4 : 3);
});

test('an edit that fails in the middle of others leaves them nothing wrong to go by', async () => {
  const store = await kind.open(name);
  await count(store, 'a');
  const failing = store.transact('edit', async ({ records }) => {
    await records('todo').put([['a', { local: { count: 99 } }]]);
    throw new Error('mine');
  });
  const all = [count(store, 'a'), count(store, 'a')];
  await expect(failing).rejects.toThrow('mine');
  expect((await Promise.all(all)).sort()).toEqual([2, 3]);
  expect(await count(store, 'a')).toBe(4);
});

test('what is written behind a read that nobody waits for is what is known then', async () => {
  const store = await kind.open(name);
  await put(store, 'a', 1);
  const other = await kind.open(name);
  await put(other, 'b', 1);
  await other.transact('edit', async ({ config }) => {
    await Promise.all([config.get(['a']), config.put([['a', 2]])]);
  });
  expect(await other.transact('edit', ({ config }) => config.get(['a']))).toEqual([2]);
});
