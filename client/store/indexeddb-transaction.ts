/** One transaction of IndexedDB, from its beginning to what became of it. */
import { answers, openCollection, quietly } from './indexeddb-collection.ts';
import { storeNames } from './indexeddb-database.ts';
import { toStoreError } from './indexeddb-error.ts';
import type { Known } from './indexeddb-known.ts';
import type { StoreTransaction } from './local-store.ts';

export { Known } from './indexeddb-known.ts';

// Under a key that no record has: who wrote last. Who finds another there knows nothing, and takes its place.
const writerKey = 0;

/**
 * What the work gives, when all is committed; of a transaction that only reads, at once. It is done on what `writer`
 * knows, and once more, on what is there, when that was not so.
 *
 * @throws what the work throws, or StoreError when the browser gives up; nothing is written then
 */
export async function runTransaction<Result>(
  begin: () => Promise<IDBTransaction>,
  work: (transaction: StoreTransaction) => Promise<Result>,
  known: Known,
  writer: string,
): Promise<Result> {
  const transaction = await begin();
  const ended = new Promise<DOMException | null | undefined>((resolve) => {
    transaction.oncomplete = () => resolve(undefined);
    transaction.onabort = () => resolve(transaction.error);
  });
  let failure: unknown;
  try {
    const result = await attempt(transaction, work, known, writer);
    if (transaction.mode === 'readonly') return result;
    // Sooner than the browser would by itself.
    transaction.commit();
    if ((await ended) === undefined) return result;
  } catch (error) {
    failure = error;
    try {
      transaction.abort();
    } catch {
      // It has ended already.
    }
  }
  known.forget();
  // Null when the work failed by itself; what it met with when the browser gave up does not count.
  const reason = await ended;
  if (known.mayGuess && (reason === null || reason?.name === 'ConstraintError')) {
    known.mayGuess = false;
    return runTransaction(begin, work, known, writer);
  }
  const cause = reason ?? failure;
  throw cause === undefined || cause instanceof DOMException ? toStoreError(cause, 'failed') : cause;
}

/** @throws Error when it was done on what was not so */
async function attempt<Result>(
  transaction: IDBTransaction,
  work: (transaction: StoreTransaction) => Promise<Result>,
  known: Known,
  writer: string,
): Promise<Result> {
  const opened = toStoreTransaction(transaction, known);
  if (transaction.mode === 'readonly') return work(opened);
  const wasKnown = known.size > 0;
  const records = transaction.objectStore(storeNames[0]);
  const last = quietly(() => answers([records.get(writerKey)]));
  const result = await work(opened);
  // What is guessed and written is seen where it is written.
  const isWriter = known.guessed.size === 0 && (await last)[0] === writer;
  if (!isWriter) {
    if (wasKnown || known.guessed.size > 0) throw new Error('It was not so.');
    records.put(writer, writerKey);
  }
  return result;
}

function toStoreTransaction(transaction: IDBTransaction, known: Known): StoreTransaction {
  const [records, operations, errors, config] = storeNames;
  return {
    records: (table) => openCollection(transaction.objectStore(records), known, table),
    operations: openCollection(transaction.objectStore(operations), known),
    errors: openCollection(transaction.objectStore(errors), known),
    config: openCollection(transaction.objectStore(config), known),
  };
}
