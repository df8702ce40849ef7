/** The driver for better-sqlite3, and for packages that offer the same, such as better-sqlite3-multiple-ciphers. */
import type { SqliteDriver } from './driver.ts';
import { type FileDatabase, fileDriver } from './files.ts';

/**
 * Databases as files in this folder, which is made if there is none.
 *
 * @example
 * import Database from 'better-sqlite3';
 * const store = sqliteStore(betterSqlite3(Database, './data'));
 */
export function betterSqlite3(Database: new (path: string) => FileDatabase, folder: string): SqliteDriver {
  return fileDriver(folder, (path) => new Database(path));
}
