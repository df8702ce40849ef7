/** Stores in SQLite for one test, and drivers that see or change what goes through them. */
import type { LocalStore } from '../../../client/store/local-store.ts';
import { type SqliteConnection, type SqliteDriver, sqliteStore } from '../../../client/store/sqlite.ts';
import { whileOpen } from './while-open.ts';

/** Opens the database `name`, uses and closes it. */
export const withStore = <Result>(driver: SqliteDriver, use: (store: LocalStore) => Promise<Result>): Promise<Result> =>
  whileOpen(sqliteStore(driver), 'name', use);

/** The driver, with connections as `change` makes them. */
export const changed = (
  driver: SqliteDriver,
  change: (connection: SqliteConnection) => SqliteConnection | Promise<SqliteConnection>,
): SqliteDriver => ({
  open: async (name) => change(await driver.open(name)),
  delete: (name) => driver.delete(name),
});
