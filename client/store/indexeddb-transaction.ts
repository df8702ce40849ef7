/** One transaction of IndexedDB, from its beginning to what became of it. */
import { openCollection } from './indexeddb-collection.ts';
import { storeNames } from './indexeddb-database.ts';
import { toStoreError } from './indexeddb-error.ts';
import type { StoreTransaction } from './local-store.ts';

/**
 * What the work gives, when all is committed; of a transaction that only reads, at once.
 *
 * @throws what the work throws, or StoreError when the browser gives up; nothing is written then
 */
export async function runTransaction<Result>(
  transaction: IDBTransaction,
  work: (transaction: StoreTransaction) => Promise<Result>,
): Promise<Result> {
  const ended = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
  ended.catch(() => undefined);
  try {
    const result = await work(toStoreTransaction(transaction));
    if (transaction.mode === 'readonly') return result;
    // Sooner than the browser would by itself.
    transaction.commit();
    await ended;
    return result;
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It has ended already.
    }
    // Why the browser gave up goes before what the work met with then; it is null when the work failed by itself.
    const cause: unknown = await ended.then(
      () => error,
      (reason: unknown) => reason ?? error,
    );
    const isOfBrowser = cause === null || cause instanceof DOMException;
    throw isOfBrowser ? toStoreError(cause, 'failed') : cause;
  }
}

function toStoreTransaction(transaction: IDBTransaction): StoreTransaction {
  const [records, operations, errors, config] = storeNames;
  return {
    records: (table) => openCollection(transaction.objectStore(records), table),
    operations: openCollection(transaction.objectStore(operations)),
    errors: openCollection(transaction.objectStore(errors)),
    config: openCollection(transaction.objectStore(config)),
  };
}
