/** A connection to one database of IndexedDB, made again when the browser has closed it. */
import { type Opened, openDatabase, storeNames } from './indexeddb-database.ts';
import { toStoreError } from './indexeddb-error.ts';
import type { TransactionKind } from './local-store.ts';
import { StoreError } from './store-error.ts';

type Connection = {
  /** A transaction over all that the database has. @throws StoreError */
  begin(kind: TransactionKind): Promise<IDBTransaction>;
  /** What is running ends by itself; nothing begins any more, for this reason. */
  end(why: StoreError): void;
};

export function createConnection(name: string, patienceMs: number, first: Opened): Connection {
  let reopening: Promise<void> | undefined;
  let ended: StoreError | undefined;
  const end = (why: StoreError): void => {
    ended = why;
    opened.database.close();
  };
  const use = (fresh: Opened): Opened => {
    fresh.database.onversionchange = () =>
      end(new StoreError('unavailable', 'Another tab deletes or upgrades the database.'));
    return fresh;
  };
  let opened = use(first);
  const reopen = async (): Promise<void> => {
    try {
      const { generation } = opened;
      opened = use(await openDatabase(name, patienceMs));
      if (ended !== undefined) end(ended);
      else if (opened.generation !== generation) end(new StoreError('unavailable', 'The database was deleted.'));
    } finally {
      reopening = undefined;
    }
  };
  return {
    async begin(kind) {
      const begin = (): IDBTransaction =>
        opened.database.transaction(storeNames, kind === 'read' ? 'readonly' : 'readwrite', {
          durability: kind === 'edit' ? 'strict' : 'relaxed',
        });
      try {
        return begin();
      } catch {
        // Phones close the connections of apps in the background, and not all of them tell of it before this.
        if (ended === undefined) reopening ??= reopen();
        await reopening;
      }
      try {
        return begin();
      } catch (error) {
        throw ended ?? toStoreError(error, 'failed');
      }
    },
    end,
  };
}
