/** The local store of browsers. */
import { realEnvironment } from '../environment.ts';
import { forgetGeneration, isReplaced } from './generation.ts';
import { Connection } from './indexeddb-connection.ts';
import { deleteDatabase, openDatabase } from './indexeddb-database.ts';
import { runTransaction } from './indexeddb-transaction.ts';
import type { StoreKind } from './local-store.ts';
import { StoreError } from './store-error.ts';

export { type Persistence, requestPersistence } from './persistence.ts';

export type IndexedDbOptions = {
  /** How long to wait for the browser to open or delete a database, which another tab may hold; 10,000 without it. */
  readonly patienceMs?: number;
};

/**
 * Databases of IndexedDB, which all tabs of a site share. A connection that the browser closes, as phones do to apps in
 * the background, is made again when it is used next. One to a database that another tab deletes or upgrades is not:
 * what is begun from then on fails as `unavailable`.
 */
export function indexedDbStore({ patienceMs = 10_000 }: IndexedDbOptions = {}): StoreKind {
  return {
    async open(name) {
      const opened = await openDatabase(name, patienceMs, realEnvironment.uuid());
      const connection = new Connection(name, patienceMs, opened);
      const running = new Set<Promise<unknown>>();
      return {
        durable: true,
        lost: isReplaced(name, opened.generation),
        transact(kind, work) {
          const result = connection.begin(kind).then((transaction) => runTransaction(transaction, work));
          const ended = (): unknown => running.delete(result);
          running.add(result);
          result.then(ended, ended);
          return result;
        },
        async close() {
          connection.end(new StoreError('closed', 'The store was closed.'));
          await Promise.allSettled(running);
        },
      };
    },
    async delete(name) {
      forgetGeneration(name);
      await deleteDatabase(name, patienceMs);
    },
  };
}
