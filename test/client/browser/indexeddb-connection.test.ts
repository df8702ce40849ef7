import { expect, test, vi } from 'vitest';
import { indexedDbStore } from '../../../client/store/indexeddb.ts';
import { closeBehindItsBack, deleteRaw, kind, list, name, newDatabaseForEach, openRaw, put } from './one-database.ts';

newDatabaseForEach();

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
  const impatient = indexedDbStore({ patienceMs: 100 });
  await expect(impatient.delete(name)).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
  // Its deletion still waits, and this waits behind it.
  await expect(impatient.open(name)).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
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
