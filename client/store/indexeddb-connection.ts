/** A connection to one database of IndexedDB, made again when the browser has closed it. */
import { type Opened, openDatabase, storeNames } from './indexeddb-database.ts';
import { toStoreError } from './indexeddb-error.ts';
import type { TransactionKind } from './local-store.ts';
import { StoreError } from './store-error.ts';

export class Connection {
  readonly #name: string;
  readonly #patienceMs: number;
  #opened: Opened;
  #reopening: Promise<void> | undefined;
  #ended: StoreError | undefined;

  constructor(name: string, patienceMs: number, opened: Opened) {
    this.#name = name;
    this.#patienceMs = patienceMs;
    this.#opened = opened;
    this.#use(opened);
  }

  /** A transaction over all that the database has. @throws StoreError */
  async begin(kind: TransactionKind): Promise<IDBTransaction> {
    const begin = (): IDBTransaction =>
      this.#opened.database.transaction(storeNames, kind === 'read' ? 'readonly' : 'readwrite', {
        durability: kind === 'edit' ? 'strict' : 'relaxed',
      });
    try {
      return begin();
    } catch {
      // Phones close the connections of apps in the background, and not all of them tell of it before this.
      if (this.#ended === undefined) this.#reopening ??= this.#reopen();
      await this.#reopening;
    }
    try {
      return begin();
    } catch (error) {
      throw this.#ended ?? toStoreError(error, 'failed');
    }
  }

  /** What is running ends by itself; nothing begins any more, for this reason. */
  end(why: StoreError): void {
    this.#ended = why;
    this.#opened.database.close();
  }

  async #reopen(): Promise<void> {
    try {
      const opened = await openDatabase(this.#name, this.#patienceMs);
      const isAnother = opened.generation !== this.#opened.generation;
      this.#use(opened);
      if (this.#ended !== undefined) this.end(this.#ended);
      else if (isAnother) this.end(new StoreError('unavailable', 'The browser has deleted the database.'));
    } finally {
      this.#reopening = undefined;
    }
  }

  #use(opened: Opened): void {
    this.#opened = opened;
    opened.database.onversionchange = () =>
      this.end(new StoreError('unavailable', 'Another tab deletes or upgrades the database.'));
  }
}
