/** What the drivers of Node have in common: databases are files in a folder, and every call answers at once. */
import { mkdirSync, rmSync } from 'node:fs';
import type { SqliteConnection, SqliteDriver, SqlRow, SqlValue } from './driver.ts';

/** What both `node:sqlite` and `better-sqlite3` give. */
export type FileDatabase = {
  prepare(sql: string): FileStatement;
  close(): unknown;
};

type FileStatement = {
  all(...params: SqlValue[]): unknown[];
  run(...params: SqlValue[]): unknown;
};

/** Keeps `name.db` in the folder, which is made if there is none. */
export function fileDriver(folder: string, openFile: (path: string) => FileDatabase): SqliteDriver {
  const pathOf = (name: string): string => `${folder}/${name}.db`;
  return {
    open(name) {
      mkdirSync(folder, { recursive: true });
      return openConnection(openFile(pathOf(name)));
    },
    delete(name) {
      for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(pathOf(name) + suffix, { force: true });
    },
  };
}

/** Prepares each statement once. */
function openConnection(database: FileDatabase): SqliteConnection {
  const statements = new Map<string, FileStatement>();
  const prepared = (sql: string): FileStatement => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    all: (sql, params) =>
      prepared(sql)
        .all(...params)
        .filter(isRow),
    run: (sql, params) => prepared(sql).run(...params),
    close: () => database.close(),
  };
}

const isRow = (row: unknown): row is SqlRow => typeof row === 'object' && row !== null;
