/** Databases of IndexedDB: what is in ours, and how one is opened and deleted without waiting for ever. */
import { toStoreError } from './indexeddb-error.ts';
import { StoreError } from './store-error.ts';

export const storeNames = ['records', '__operations', '__errors', '__config'] as const;

// An empty object store has the generation in its name: there with the connection already, it costs no transaction.
const generationPrefix = 'generation ';

export type Opened = { readonly database: IDBDatabase; readonly generation: string };

/**
 * The database of this name, made with the given generation if there is none; without a generation it must be there.
 *
 * @throws StoreError `unavailable` when the browser refuses or takes longer than the patience; `full` for want of room
 */
export async function openDatabase(name: string, patienceMs: number, newGeneration?: string): Promise<Opened> {
  const database = await answered(patienceMs, () => {
    const request = indexedDB.open(name, 1);
    // Of version 1 there is none before.
    request.onupgradeneeded = () => {
      if (newGeneration === undefined) return request.transaction?.abort();
      for (const store of [...storeNames, generationPrefix + newGeneration]) request.result.createObjectStore(store);
    };
    return request;
  });
  const generation = [...database.objectStoreNames].find((each) => each.startsWith(generationPrefix));
  if (generation !== undefined) return { database, generation };
  database.close();
  throw new StoreError('unavailable', `"${name}" is no database of this store; give another name.`);
}

/** @throws StoreError `unavailable` when the browser refuses, or another tab does not let it go within the patience */
export async function deleteDatabase(name: string, patienceMs: number): Promise<void> {
  await answered(patienceMs, () => indexedDB.deleteDatabase(name));
}

/** What the browser answers; when that takes too long, a failure, and a connection that comes later is closed. */
async function answered<Answer>(patienceMs: number, ask: () => IDBRequest<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise((resolve, reject) => {
      const request = ask();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      // `onblocked` would not do: who opens a database that waits to be deleted is told nothing.
      timer = setTimeout(() => {
        request.onsuccess = () => request.result instanceof IDBDatabase && request.result.close();
        reject(new StoreError('unavailable', 'Another tab holds the database; close that one.'));
      }, patienceMs);
    });
  } catch (error) {
    throw toStoreError(error, 'unavailable');
  } finally {
    clearTimeout(timer);
  }
}
