/**
 * The part of cordova-sqlite-storage that the store of the client calls, over node:sqlite. A transaction runs in one
 * go, so no two ever overlap; its callbacks come later, as from the plugin.
 */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

type Row = Readonly<Record<string, unknown>>;
type Result = { readonly rows: { readonly length: number; item(index: number): Row | undefined } };
type OnResult = (transaction: Transaction, result: Result) => void;
type OnError = (error: unknown) => void;

type Transaction = { executeSql(sql: string, params?: readonly unknown[], onResult?: OnResult): void };

type CordovaDatabase = {
  transaction(body: (transaction: Transaction) => void, onError: OnError, onSuccess: () => void): void;
  executeSql(sql: string, params: readonly unknown[], onResult: (result: Result) => void, onError: OnError): void;
  close(onSuccess: () => void, onError: OnError): void;
};

/** What the plugin puts at `window.sqlitePlugin`; its databases are all the one file, opened with these pragmas. */
export function sqlitePlugin(file: string, pragmas = '') {
  return {
    openDatabase(_options: { readonly name: string }, onSuccess: () => void): CordovaDatabase {
      const sqlite = new DatabaseSync(file);
      sqlite.exec(pragmas);
      const database = openDatabase(sqlite);
      // The caller reads what this returns in its callback.
      setImmediate(onSuccess);
      return database;
    },
  };
}

function openDatabase(sqlite: DatabaseSync): CordovaDatabase {
  const later = (act: () => (() => void) | undefined, onError: OnError): void => {
    setImmediate(() => {
      let done: (() => void) | undefined;
      try {
        done = act();
      } catch (error) {
        return onError(error);
      }
      done?.();
    });
  };
  return {
    transaction: (body, onError, onSuccess) =>
      later(() => {
        transact(sqlite, body);
        return onSuccess;
      }, onError),
    executeSql: (sql, params, onResult, onError) =>
      later(() => {
        const result = execute(sqlite, sql, params);
        return () => onResult(result);
      }, onError),
    close: (onSuccess, onError) =>
      later(() => {
        sqlite.close();
        return onSuccess;
      }, onError),
  };
}

/** Runs the statements that the body queues, and those that their callbacks queue; all of them or none take effect. */
function transact(sqlite: DatabaseSync, body: (transaction: Transaction) => void): void {
  const queue: (() => void)[] = [];
  const transaction: Transaction = {
    executeSql: (sql, params = [], onResult = () => {}) => {
      queue.push(() => onResult(transaction, execute(sqlite, sql, params)));
    },
  };
  sqlite.exec('BEGIN');
  try {
    body(transaction);
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) next();
  } catch (error) {
    sqlite.exec('ROLLBACK');
    throw error;
  }
  sqlite.exec('COMMIT');
}

function execute(sqlite: DatabaseSync, sql: string, params: readonly unknown[]): Result {
  const values = params.map(toSqlValue);
  const statement = sqlite.prepare(sql);
  // The plugin binds by position whatever the parameter is called; node:sqlite leaves out those with names, @p1, @p2
  // ...
  const rows = sql.includes('@p1')
    ? statement.all(Object.fromEntries(values.map((value, index) => [`@p${index + 1}`, value])))
    : statement.all(...values);
  // A row of node:sqlite has no prototype; the client asks its rows for their own properties.
  return { rows: { length: rows.length, item: (index) => rows[index] && { ...rows[index] } } };
}

function toSqlValue(value: unknown): SQLInputValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  throw new TypeError(`SQLite has no type for ${typeof value}.`);
}
