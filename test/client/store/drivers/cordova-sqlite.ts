/**
 * What `window.sqlitePlugin` of cordova-sqlite-storage does, over node:sqlite: callbacks; one connection a name; errors
 * that are no Error, with codes of WebSQL; after `close` nothing is ever answered; only the one file is deleted.
 */
import { existsSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { SqlRow, SqlValue } from '../../../../client/store/sqlite/driver.ts';
import { execute } from './execute.ts';

type File = { readonly name: string; readonly location: 'default' };
type OnError = (error: unknown) => unknown;
type ResultSet = { readonly rows: { readonly length: number; item(index: number): SqlRow } };

export const cordovaSqliteIn = (folder: string) => ({
  openDatabase({ name, location }: File, onOpen: (database: CordovaDatabase) => void, onError: OnError): unknown {
    if (location !== 'default') throw new Error('Database location or iosDatabaseLocation setting is now mandatory.');
    answer(() => new CordovaDatabase(new DatabaseSync(`${folder}/${name}`)), onOpen, onError);
    return undefined;
  },
  deleteDatabase({ name }: File, onDeleted: () => void, onError: OnError): void {
    const path = `${folder}/${name}`;
    answer(
      () => {
        if (!existsSync(path)) throw new Error('The database does not exist on that path');
        rmSync(path);
      },
      onDeleted,
      onError,
    );
  },
});

class CordovaDatabase {
  readonly #native: DatabaseSync;

  constructor(native: DatabaseSync) {
    this.#native = native;
  }

  executeSql(sql: string, params: SqlValue[], onResult: (result: ResultSet) => void, onError: OnError): void {
    if (!this.#native.isOpen) return;
    const run = (): ResultSet => {
      const rows = execute(this.#native, sql, params);
      return { rows: { length: rows.length, item: (index) => rows[index] ?? {} } };
    };
    answer(run, onResult, onError);
  }

  close(onClosed: () => void, onError: OnError): void {
    answer(() => this.#native.close(), onClosed, onError);
  }
}

function answer<Result>(work: () => Result, onResult: (result: Result) => void, onError: OnError): void {
  setImmediate(() => {
    let result: Result;
    try {
      result = work();
    } catch (error) {
      onError({ code: 0, message: error instanceof Error ? error.message : '' });
      return;
    }
    onResult(result);
  });
}
