/**
 * What the SQLiteConnection of @capacitor-community/sqlite does, over node:sqlite: one connection a name, which
 * outlives the page; `execute` and `run` have a transaction of their own unless told otherwise; failures are texts in
 * an Error.
 */
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { SqlRow, SqlValue } from '../../../../client/store/sqlite/driver.ts';
import { elsewhere, execute } from './execute.ts';

/** The native side, of which there is one for all pages that an app loads. */
export type NativeConnections = Map<string, NativeConnection>;
type NativeConnection = { readonly path: string; database?: DatabaseSync };

export class CapacitorSqliteConnection {
  readonly #folder: string;
  readonly #native: NativeConnections;

  constructor(folder: string, native: NativeConnections) {
    this.#folder = folder;
    this.#native = native;
  }

  createConnection(
    database: string,
    encrypted: boolean,
    mode: string,
    version: number,
    readonly: boolean,
  ): Promise<CapacitorDatabase> {
    return elsewhere(() => {
      if (this.#native.has(database)) throw new Error(`CreateConnection: Connection ${database} already exists`);
      if (encrypted || mode !== 'no-encryption' || version !== 1 || readonly) throw new Error('Other than expected.');
      const connection = { path: `${this.#folder}/${database}SQLite.db` };
      this.#native.set(database, connection);
      return new CapacitorDatabase(connection);
    });
  }

  closeConnection(database: string, readonly: boolean): Promise<void> {
    return elsewhere(() => {
      const connection = this.#native.get(database);
      if (connection === undefined || readonly)
        throw new Error(`CloseConnection: No available connection for ${database}`);
      connection.database?.close();
      this.#native.delete(database);
    });
  }
}

class CapacitorDatabase {
  readonly #connection: NativeConnection;

  constructor(connection: NativeConnection) {
    this.#connection = connection;
  }

  open(): Promise<void> {
    return elsewhere(() => {
      this.#connection.database ??= new DatabaseSync(this.#connection.path);
    });
  }

  query(statement: string, values: SqlValue[] = []): Promise<{ values?: SqlRow[] }> {
    return this.#do('Query', (database) => ({ values: execute(database, statement, values) }));
  }

  run(statement: string, values: SqlValue[] = [], transaction = true): Promise<{ changes: { changes: number } }> {
    return this.#do('Run', (database) => {
      if (transaction) database.exec('BEGIN TRANSACTION');
      execute(database, statement, values);
      if (transaction) database.exec('COMMIT TRANSACTION');
      return { changes: { changes: 0 } };
    });
  }

  beginTransaction(): Promise<{ changes: { changes: number } }> {
    return this.#exec('BEGIN TRANSACTION');
  }

  commitTransaction(): Promise<{ changes: { changes: number } }> {
    return this.#exec('COMMIT TRANSACTION');
  }

  rollbackTransaction(): Promise<{ changes: { changes: number } }> {
    return this.#exec('ROLLBACK TRANSACTION');
  }

  delete(): Promise<void> {
    return this.#do('DeleteDatabase', (database) => {
      database.close();
      delete this.#connection.database;
      rmSync(this.#connection.path);
    });
  }

  #exec(sql: string): Promise<{ changes: { changes: number } }> {
    return this.#do(sql, (database) => {
      database.exec(sql);
      return { changes: { changes: 0 } };
    });
  }

  #do<Result>(name: string, work: (database: DatabaseSync) => Result): Promise<Result> {
    return elsewhere(() => {
      const { database, path } = this.#connection;
      if (database === undefined) throw new Error(`${name}: Database ${path} not opened`);
      try {
        return work(database);
      } catch (error) {
        throw new Error(`${name}: failed rc: message: ${error instanceof Error ? error.message : ''}`);
      }
    });
  }
}
