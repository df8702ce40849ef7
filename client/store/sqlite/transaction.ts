/** One transaction of SQLite, between its BEGIN and its COMMIT. */
import type { StoreTransaction } from '../local-store.ts';
import { StoreError } from '../store-error.ts';
import { Turns } from '../turns.ts';
import { openCollection, type Step } from './collection.ts';
import type { SqliteConnection } from './driver.ts';
import { toStoreError } from './driver-error.ts';
import { configTable, errorsTable, hasTable, operationsTable, recordsTable } from './table.ts';

/**
 * Its statements run one after the other. After one that failed no other runs: SQLite may have ended the transaction by
 * itself, and would keep for good whatever came then.
 */
export class SqliteTransaction implements StoreTransaction {
  readonly records: StoreTransaction['records'];
  readonly operations: StoreTransaction['operations'];
  readonly errors: StoreTransaction['errors'];
  readonly config: StoreTransaction['config'];
  readonly #connection: SqliteConnection;
  readonly #known: Set<string>;
  readonly #isReading: boolean;
  readonly #turns = new Turns();
  /** Why no more statements run. */
  #refusal: StoreError | undefined;

  /** `known` are the names of the tables that are there; those that are found or made are added. */
  constructor(connection: SqliteConnection, known: Set<string>, isReading: boolean) {
    this.#connection = connection;
    this.#known = known;
    this.#isReading = isReading;
    this.records = (table) => openCollection(this.#step, recordsTable(table));
    this.operations = openCollection(this.#step, operationsTable);
    this.errors = openCollection(this.#step, errorsTable);
    this.config = openCollection(this.#step, configTable);
  }

  /** Resolves after the last statement; none runs from then on. @throws StoreError what the first one failed with */
  end(): Promise<void> {
    return this.#turns.take(async () => {
      const failure = this.#refusal;
      this.#refusal ??= new StoreError('failed', 'The transaction has ended.');
      if (failure !== undefined) throw failure;
    });
  }

  readonly #step: Step = (table, purpose, work) =>
    this.#turns.take(async () => {
      if (this.#refusal !== undefined) throw this.#refusal;
      try {
        if (await this.#has(table, purpose === 'write')) await work(this.#connection);
      } catch (error) {
        this.#refusal = toStoreError(error, 'failed');
        throw this.#refusal;
      }
    });

  async #has(table: Parameters<Step>[0], isWritten: boolean): Promise<boolean> {
    if (isWritten && this.#isReading) throw new StoreError('failed', 'A transaction that reads writes nothing.');
    if (this.#known.has(table.name)) return true;
    if (!(await hasTable(this.#connection, table, isWritten))) return false;
    this.#known.add(table.name);
    return true;
  }
}
