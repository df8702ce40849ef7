/** One database of IndexedDB for each test, as the store has it and as other tabs and the browser do. */
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { indexedDbStore } from '../../../client/store/indexeddb.ts';
import type { LocalStore } from '../../../client/store/local-store.ts';

export const kind = indexedDbStore();

/** That of the database of the running test. */
export let name: string;

/** Every test of the file has a database of its own, and leaves no rejection that nobody hears of. */
export function newDatabaseForEach(): void {
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
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
export const put = (store: LocalStore, key: string, value: number): Promise<void> =>
  store.transact('edit', ({ config }) => config.put([[key, value]]));
export const list = (store: LocalStore): Promise<readonly (readonly [string, unknown])[]> =>
  store.transact('read', ({ config }) => config.list());

/** A connection that knows nothing of ours, and keeps its own whatever others want. */
export function openRaw(version?: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** As the browser does when it needs the room. */
export function deleteRaw(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}

/** The transactions of IndexedDB that are made from now on. */
export function watchTransactions(): { readonly made: readonly IDBTransaction[] } {
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
export async function closeBehindItsBack(store: LocalStore): Promise<void> {
  const { made } = watchTransactions();
  await list(store);
  vi.restoreAllMocks();
  made[0]?.db.close();
}
