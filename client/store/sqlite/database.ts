/** An open database: its settings, and its transactions. */
import type { LocalStore, StoreTransaction, TransactionKind } from '../local-store.ts';
import type { SqliteConnection } from './driver.ts';
import { isBusy, toStoreError } from './driver-error.ts';
import { SqliteTransaction } from './transaction.ts';

/** Takes one transaction at a time; other connections and processes may use the same file. */
export class SqliteDatabase implements LocalStore {
  readonly durable = true;
  readonly #connection: SqliteConnection;
  readonly #hasLog: boolean;
  readonly #known = new Set<string>();
  #synchronous: 'FULL' | 'NORMAL' | undefined;

  private constructor(connection: SqliteConnection, hasLog: boolean) {
    this.#connection = connection;
    this.#hasLog = hasLog;
  }

  /** Sets up the connection, and closes it when that fails. */
  static async open(connection: SqliteConnection): Promise<SqliteDatabase> {
    try {
      await connection.all(`PRAGMA busy_timeout = ${blockedMs}`, []);
      const [mode] = await patiently(() => connection.all('PRAGMA journal_mode = WAL', []));
      // Without it, writes on devices of Apple are kept in the disk's own memory for a while.
      await connection.run('PRAGMA fullfsync = ON', []);
      return new SqliteDatabase(connection, mode?.journal_mode === 'wal');
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  async transact<Result>(
    kind: TransactionKind,
    work: (transaction: StoreTransaction) => Promise<Result>,
  ): Promise<Result> {
    await this.#begin(kind);
    const transaction = new SqliteTransaction(this.#connection, this.#known, kind === 'read');
    try {
      const result = await work(transaction);
      await transaction.end();
      await this.#run('COMMIT');
      return result;
    } catch (error) {
      // A statement that is still on its way must not run behind the rollback.
      await transaction.end().catch(() => {});
      // It fails when SQLite has rolled back by itself.
      await this.#run('ROLLBACK').catch(() => {});
      this.#known.clear();
      throw error;
    }
  }

  async close(): Promise<void> {
    try {
      await this.#connection.close();
    } catch (error) {
      throw toStoreError(error, 'failed');
    }
  }

  async #begin(kind: TransactionKind): Promise<void> {
    if (kind === 'read') return this.#run('BEGIN');
    // With a write-ahead log, NORMAL loses the latest commits to a power failure, but never a part of one.
    const synchronous = kind === 'pull' && this.#hasLog ? 'NORMAL' : 'FULL';
    if (this.#synchronous !== synchronous) await this.#run(`PRAGMA synchronous = ${synchronous}`);
    this.#synchronous = synchronous;
    await this.#run('BEGIN IMMEDIATE');
  }

  async #run(sql: string): Promise<void> {
    try {
      await patiently(() => this.#connection.run(sql, []));
    } catch (error) {
      throw toStoreError(error, 'failed');
    }
  }
}

// SQLite waits for other connections by blocking the thread: for long, that would freeze an app, and wait in vain for a
// connection of the same thread.
const blockedMs = 100;
const pauseMs = 10;
const mostTries = 100;

/** Tries again for ten seconds or more while another connection writes. */
async function patiently<Result>(attempt: () => Result | Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === mostTries || !isBusy(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
