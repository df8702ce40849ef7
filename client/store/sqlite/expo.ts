/** The driver for expo-sqlite, in React Native. */
import type { SqliteDriver, SqlRow, SqlValue } from './driver.ts';

/** The part of the package that is used. */
export type ExpoSqlite = {
  openDatabaseAsync(name: string, options: { readonly useNewConnection: boolean }): Promise<ExpoDatabase>;
  deleteDatabaseAsync(name: string): Promise<void>;
};

type ExpoDatabase = {
  getAllAsync(sql: string, params: SqlValue[]): Promise<SqlRow[]>;
  runAsync(sql: string, params: SqlValue[]): Promise<unknown>;
  closeAsync(): Promise<void>;
};

/**
 * Databases as files in Expo's folder for them.
 *
 * @example
 * import * as SQLite from 'expo-sqlite';
 * const store = sqliteStore(expoSqlite(SQLite));
 */
export function expoSqlite(sqlite: ExpoSqlite): SqliteDriver {
  const fileOf = (name: string): string => `${name}.db`;
  return {
    async open(name) {
      // Statements of others on the same connection would become part of our transactions.
      const database = await sqlite.openDatabaseAsync(fileOf(name), { useNewConnection: true });
      return {
        all: (sql, params) => database.getAllAsync(sql, params),
        run: (sql, params) => database.runAsync(sql, params),
        close: () => database.closeAsync(),
      };
    },
    delete: (name) => sqlite.deleteDatabaseAsync(fileOf(name)),
  };
}
