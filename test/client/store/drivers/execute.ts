/** Runs a statement on node:sqlite as plugins do that prepare each one anew. */
import type { DatabaseSync } from 'node:sqlite';
import type { SqlRow, SqlValue } from '../../../../client/store/sqlite/driver.ts';

export function execute(database: DatabaseSync, sql: string, params: readonly SqlValue[]): SqlRow[] {
  // Rows of node:sqlite have no prototype; those that come from a plugin have been JSON.
  return database
    .prepare(sql)
    .all(...params)
    .map((row) => ({ ...row }));
}

/** What the native side of a plugin does, on another thread. */
export function elsewhere<Result>(work: () => Result): Promise<Result> {
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        resolve(work());
      } catch (error) {
        reject(error);
      }
    });
  });
}
