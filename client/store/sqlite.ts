/** The local store of apps that have SQLite: on phones, on desktops, in Node. */
import type { StoreKind } from './local-store.ts';
import { sharedKind } from './shared-kind.ts';
import { SqliteDatabase } from './sqlite/database.ts';
import type { SqliteDriver } from './sqlite/driver.ts';
import { toStoreError } from './sqlite/driver-error.ts';
import { fileName } from './sqlite/file-name.ts';

export { type CapacitorOptions, type CapacitorSqlite, capacitorSqlite } from './sqlite/capacitor.ts';
export { type CordovaSqlite, cordovaSqlite } from './sqlite/cordova.ts';
export type { SqliteConnection, SqliteDriver, SqlRow, SqlValue } from './sqlite/driver.ts';
export { type ExpoSqlite, expoSqlite } from './sqlite/expo.ts';

/**
 * Databases of SQLite, through one of the drivers beside this file or one of your own. Several processes may use one
 * file; each waits for the others for ten seconds at most.
 */
export function sqliteStore(driver: SqliteDriver): StoreKind {
  return sharedKind({
    async open(name) {
      try {
        return await SqliteDatabase.open(await driver.open(fileName(name)));
      } catch (error) {
        throw toStoreError(error, 'unavailable');
      }
    },
    async delete(name) {
      const file = fileName(name);
      await emptyLog(driver, file).catch(() => {});
      try {
        await driver.delete(file);
      } catch (error) {
        throw toStoreError(error, 'failed');
      }
    },
  });
}

/** Drivers for iOS delete the one file only, and not the log that a crash has left beside it, with records in it. */
async function emptyLog(driver: SqliteDriver, file: string): Promise<void> {
  const connection = await driver.open(file);
  try {
    await connection.all('PRAGMA journal_mode = DELETE', []);
  } finally {
    await connection.close();
  }
}
