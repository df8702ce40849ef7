/** The driver for Node's own SQLite. */
import { DatabaseSync } from 'node:sqlite';
import type { SqliteDriver } from './driver.ts';
import { fileDriver } from './files.ts';

/**
 * Databases as files in this folder, which is made if there is none.
 *
 * @example
 * const store = sqliteStore(nodeSqlite('./data'));
 */
export function nodeSqlite(folder: string): SqliteDriver {
  return fileDriver(folder, (path) => new DatabaseSync(path));
}
