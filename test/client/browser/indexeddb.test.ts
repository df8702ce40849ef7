import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { indexedDbStore } from '../../../client/store/indexeddb.ts';
import type { LocalStore, TransactionKind } from '../../../client/store/local-store.ts';
import { localStoreContract } from '../store/contract.ts';

localStoreContract('IndexedDB', () => indexedDbStore());

const kind = indexedDbStore({ patienceMs: 300 });
let name: string;
let rejections: unknown[];
const noteRejection = ({ reason }: PromiseRejectionEvent): number => rejections.push(reason);

beforeEach(() => {
  name = crypto.randomUUID();
  rejections = [];
  addEventListener('unhandledrejection', noteRejection);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  await pause(20);
  removeEventListener('unhandledrejection', noteRejection);
  expect(rejections).toEqual([]);
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const put = (store: LocalStore, key: string, value: number): Promise<void> =>
  store.transact('edit', ({ config }) => config.put([[key, value]]));
const list = (store: LocalStore): Promise<readonly (readonly [string, unknown])[]> =>
  store.transact('read', ({ config }) => config.list());

/** A connection that knows nothing of ours, and keeps its own whatever others want. */
function openRaw(version?: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
/** As the browser does when it needs the room. */
function deleteRaw(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}
/** The transactions of IndexedDB that are made from now on. */
function watchTransactions(): { readonly made: readonly IDBTransaction[] } {
  const made: IDBTransaction[] = [];
  const { transaction } = IDBDatabase.prototype;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
    const begun = transaction.apply(this, args);
    made.push(begun);
    return begun;
  });
  return { made };
}
/** What a browser does to connections of apps in the background: they are closed, and the app is not told. */
async function closeBehindItsBack(store: LocalStore): Promise<void> {
  const { made } = watchTransactions();
  await list(store);
  vi.restoreAllMocks();
  made[0]?.db.close();
}

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

test('a browser without IndexedDB has no such store', async () => {
  vi.stubGlobal('indexedDB', undefined);
  await expect(kind.open(name)).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
  await expect(kind.delete(name)).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
});

test.each([
  ['of something else', 1],
  ['of a newer version of the client', 1000],
])('a database %s is left as it is', async (_, version) => {
  (await openRaw(version)).close();
  await expect(kind.open(name)).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
  const database = await openRaw();
  expect([database.version, ...database.objectStoreNames]).toEqual([version]);
});

test('a store lets another tab upgrade the database: what runs is finished, and nothing begins any more', async () => {
  const store = await kind.open(name);
  const written = put(store, 'a', 1);
  const upgraded = await openRaw(1000);
  await written;
  await expect(put(store, 'b', 2)).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
  const stored = upgraded.transaction('__config').objectStore('__config').getAllKeys();
  await expect.poll(() => stored.readyState === 'done' && stored.result).toEqual(['a']);
});

test('a store lets another tab delete the database', async () => {
  const store = await kind.open(name);
  await put(store, 'a', 1);
  await kind.delete(name);
  await expect(list(store)).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
  expect(await list(await kind.open(name))).toEqual([]);
});

test('another tab that does not let go of the database hinders only for as long as the patience lasts', async () => {
  await (await kind.open(name)).close();
  const holding = await openRaw();
  await expect(kind.delete(name)).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
  // Its deletion still waits, and this waits behind it.
  await expect(kind.open(name)).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
  holding.close();
  const store = await kind.open(name);
  await put(store, 'a', 1);
  expect(await list(store)).toEqual([['a', 1]]);
  await store.close();
  // The connection for which nobody waited any more would be in its way.
  await kind.delete(name);
});

test('a connection that the browser has closed is made again by the next that needs it, once for all of them', async () => {
  const store = await kind.open(name);
  await put(store, 'a', 1);
  await closeBehindItsBack(store);
  const opened = vi.spyOn(IDBFactory.prototype, 'open');
  await Promise.all([put(store, 'b', 2), put(store, 'c', 3)]);
  expect(opened).toHaveBeenCalledOnce();
  expect(await list(store)).toEqual([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ]);
});

test('a store that is closed while its connection is made again leaves no connection behind', async () => {
  const store = await kind.open(name);
  await closeBehindItsBack(store);
  const written = put(store, 'a', 1);
  await store.close();
  await expect(written).rejects.toMatchObject({ name: 'StoreError', code: 'closed' });
  await deleteRaw();
});

test('a first run is not taken for a loss, nor is one after the store itself has deleted the database', async () => {
  const first = await kind.open(name);
  expect(first.lost).toBe(false);
  await first.close();
  const second = await kind.open(name);
  expect(second.lost).toBe(false);
  await second.close();
  await kind.delete(name);
  expect((await kind.open(name)).lost).toBe(false);
});

test('a database that the browser has deleted is reported, once', async () => {
  await (await kind.open(name)).close();
  await deleteRaw();
  const store = await kind.open(name);
  expect(store.lost).toBe(true);
  await store.close();
  expect((await kind.open(name)).lost).toBe(false);
});

test('a database that is deleted under an open store is not made again in silence', async () => {
  const store = await kind.open(name);
  await put(store, 'a', 1);
  await closeBehindItsBack(store);
  await deleteRaw();
  await expect(put(store, 'b', 2)).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
  await expect(put(store, 'c', 3)).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
  expect((await indexedDB.databases()).map((each) => each.name)).not.toContain(name);
  const next = await kind.open(name);
  expect(next.lost).toBe(true);
  // There is one by this name again, but it is another.
  await expect(list(store)).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
  expect(await list(next)).toEqual([]);
});

test('a loss that is first seen where there is no localStorage is reported where there is', async () => {
  await (await kind.open(name)).close();
  await deleteRaw();
  vi.stubGlobal('localStorage', undefined);
  const worker = await kind.open(name);
  expect(worker.lost).toBe(false);
  await worker.close();
  vi.unstubAllGlobals();
  expect((await kind.open(name)).lost).toBe(true);
});
