/** The driver for cordova-sqlite-storage, and for plugins that offer the same. */
import type { SqliteConnection, SqliteDriver, SqlRow, SqlValue } from './driver.ts';

/** The part of `window.sqlitePlugin` that is used. */
export type CordovaSqlite = {
  openDatabase(options: CordovaFile, onOpen: (database: CordovaDatabase) => void, onError: OnError): unknown;
  deleteDatabase(options: CordovaFile, onDeleted: () => void, onError: OnError): unknown;
};

type CordovaFile = { readonly name: string; readonly location: 'default' };
type OnError = (error: unknown) => void;

type CordovaDatabase = {
  executeSql(sql: string, params: SqlValue[], onResult: (result: CordovaResult) => void, onError: OnError): void;
  close(onClosed: () => void, onError: OnError): void;
};

type CordovaResult = { readonly rows: { readonly length: number; item(index: number): SqlRow } };

/**
 * Databases as files in the app's folder for them, which no cloud copies. The plugin is there after the event
 * `deviceready`.
 *
 * @example
 * const store = sqliteStore(cordovaSqlite(window.sqlitePlugin));
 */
export function cordovaSqlite(plugin: CordovaSqlite): SqliteDriver {
  const fileOf = (name: string): CordovaFile => ({ name: `${name}.db`, location: 'default' });
  return {
    open: async (name) =>
      toConnection(await new Promise<CordovaDatabase>((done, fail) => plugin.openDatabase(fileOf(name), done, fail))),
    delete: (name) => new Promise<void>((done, fail) => plugin.deleteDatabase(fileOf(name), done, fail)),
  };
}

/**
 * Each statement by itself, BEGIN and COMMIT too: a transaction of the plugin ends before a promise can add to it. All
 * go to the one connection that the plugin has for a database.
 */
function toConnection(database: CordovaDatabase): SqliteConnection {
  const execute = async (sql: string, params: SqlValue[]): Promise<readonly SqlRow[]> => {
    const { rows } = await new Promise<CordovaResult>((done, fail) => database.executeSql(sql, params, done, fail));
    return Array.from({ length: rows.length }, (_, index) => rows.item(index));
  };
  return {
    all: execute,
    run: execute,
    close: () => new Promise<void>((done, fail) => database.close(done, fail)),
  };
}
