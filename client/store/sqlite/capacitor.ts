/** The driver for @capacitor-community/sqlite. */
import type { SqliteConnection, SqliteDriver, SqlRow, SqlValue } from './driver.ts';

/** The part of the package's SQLiteConnection that is used. */
export type CapacitorSqlite = {
  createConnection(
    database: string,
    encrypted: boolean,
    mode: string,
    version: number,
    readonly: boolean,
  ): Promise<CapacitorConnection>;
  closeConnection(database: string, readonly: boolean): Promise<void>;
};

type CapacitorConnection = {
  open(): Promise<void>;
  query(sql: string, params: SqlValue[]): Promise<{ values?: SqlRow[] }>;
  run(sql: string, params: SqlValue[], transaction: boolean): Promise<unknown>;
  beginTransaction(): Promise<unknown>;
  commitTransaction(): Promise<unknown>;
  rollbackTransaction(): Promise<unknown>;
  delete(): Promise<void>;
};

export type CapacitorOptions = {
  /** Whether the files are encrypted, with the secret that the app gave to `setEncryptionSecret`; they are not. */
  readonly encrypted?: boolean;
};

/**
 * Databases as files in the app's folder for them.
 *
 * @example
 * import { CapacitorSQLite, SQLiteConnection } from '@capacitor-community/sqlite';
 * const store = sqliteStore(capacitorSqlite(new SQLiteConnection(CapacitorSQLite)));
 */
export function capacitorSqlite(sqlite: CapacitorSqlite, { encrypted = false }: CapacitorOptions = {}): SqliteDriver {
  const close = (name: string): Promise<void> => sqlite.closeConnection(name, false);
  const connect = async (name: string): Promise<CapacitorConnection> => {
    // A page that was reloaded has left its connection open, maybe in the middle of a transaction; else there is none.
    await close(name).catch(() => {});
    const connection = await sqlite.createConnection(name, encrypted, encrypted ? 'secret' : 'no-encryption', 1, false);
    await connection.open();
    return connection;
  };
  return {
    open: async (name) => toConnection(await connect(name), () => close(name)),
    async delete(name) {
      const connection = await connect(name);
      await connection.delete();
      await close(name);
    },
  };
}

function toConnection(connection: CapacitorConnection, close: () => Promise<void>): SqliteConnection {
  return {
    all: async (sql, params) => (await connection.query(sql, params)).values ?? [],
    async run(sql, params) {
      // The plugin keeps account of transactions, and wants to hear of them.
      if (sql.startsWith('BEGIN')) await connection.beginTransaction();
      else if (sql === 'COMMIT') await connection.commitTransaction();
      else if (sql === 'ROLLBACK') await connection.rollbackTransaction();
      else await connection.run(sql, params, false);
    },
    close,
  };
}
