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
    this.#watch();
  }

  /** A transaction over all that the database has. @throws StoreError */
  async begin(kind: TransactionKind): Promise<IDBTransaction> {
    try {
      return this.#transaction(kind);
    } catch {
      if (this.#ended !== undefined) throw this.#ended;
      // Phones close the connections of apps in the background, and not all of them tell of it before this.
      this.#reopening ??= this.#reopen();
      await this.#reopening;
      return this.#transaction(kind);
    }
  }

  /** What is running ends by itself; nothing begins any more, for this reason. */
  end(why: StoreError): void {
    this.#ended = why;
    this.#opened.database.close();
  }

  #transaction(kind: TransactionKind): IDBTransaction {
    try {
      const mode = kind === 'read' ? 'readonly' : 'readwrite';
      return this.#opened.database.transaction(storeNames, mode, {
        durability: kind === 'edit' ? 'strict' : 'relaxed',
      });
    } catch (error) {
      throw this.#ended ?? toStoreError(error, 'failed', `The database "${this.#name}" takes no transaction.`);
    }
  }

  async #reopen(): Promise<void> {
    try {
      const { generation } = this.#opened;
      this.#opened = await openDatabase(this.#name, this.#patienceMs);
      this.#watch();
      if (this.#ended !== undefined) this.end(this.#ended);
      else if (generation !== this.#opened.generation)
        this.end(new StoreError('unavailable', `The browser has deleted "${this.#name}".`));
    } finally {
      this.#reopening = undefined;
    }
  }

  #watch(): void {
    this.#opened.database.onversionchange = () =>
      this.end(new StoreError('unavailable', `Another tab deletes or upgrades "${this.#name}".`));
  }
}
