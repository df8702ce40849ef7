/** The local store of browsers. */
import { realEnvironment } from '../environment.ts';
import { forgetGeneration, isReplaced } from './generation.ts';
import { createConnection } from './indexeddb-connection.ts';
import { deleteDatabase, openDatabase } from './indexeddb-database.ts';
import { Known, runTransaction } from './indexeddb-transaction.ts';
import type { StoreKind } from './local-store.ts';
import { StoreError } from './store-error.ts';

export { type Persistence, requestPersistence } from './persistence.ts';

export type IndexedDbOptions = {
  /** How long to wait for the browser to open or delete a database, which another tab may hold; 10,000 without it. */
  readonly patienceMs?: number;
};

/** In characters. */
const mostKnown = 2_000_000;

/**
 * Databases of IndexedDB, which all tabs of a site share. A connection that the browser closes, as phones do to apps in
 * the background, is made again when it is used next. One to a database that another tab deletes or upgrades is not:
 * what is begun from then on fails as `unavailable`.
 */
export function indexedDbStore({ patienceMs = 10_000 }: IndexedDbOptions = {}): StoreKind {
  return {
    async open(name) {
      const opened = await openDatabase(name, patienceMs, realEnvironment.uuid());
      const connection = createConnection(name, patienceMs, opened);
      const writer = realEnvironment.uuid();
      const running = new Set<Promise<unknown>>();
      let known = new Known();
      let writing = 0;
      return {
        durable: true,
        lost: isReplaced(name, opened.generation),
        transact(kind, work) {
          // What is known is of use to edits that come one after the other, and only to them.
          const isAlone = kind === 'edit' && writing === 0;
          if (kind !== 'read' && (!isAlone || known.length > mostKnown)) known = new Known();
          const relied = isAlone ? known : new Known();
          relied.mayGuess = isAlone;
          if (kind !== 'read') writing += 1;
          const result = runTransaction(() => connection.begin(kind), work, relied, writer);
          const ended = (): void => {
            running.delete(result);
            if (kind !== 'read') writing -= 1;
          };
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
