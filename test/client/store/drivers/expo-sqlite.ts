/**
 * What expo-sqlite does, over node:sqlite: each call is several on the native side, between which those of other calls
 * come; errors say in words what SQLite said; only the one file is deleted, and only if it is there.
 */
import { existsSync, rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { SqlRow, SqlValue } from '../../../../client/store/sqlite/driver.ts';
import { elsewhere } from './execute.ts';

export const expoSqliteIn = (folder: string) => ({
  openDatabaseAsync: (name: string, { useNewConnection }: { useNewConnection: boolean }): Promise<ExpoDatabase> =>
    elsewhere(() => {
      if (!useNewConnection) throw new Error('The connection would be shared with the app.');
      return new ExpoDatabase(new DatabaseSync(`${folder}/${name}`));
    }),
  deleteDatabaseAsync: (name: string): Promise<void> =>
    elsewhere(() => {
      const path = `${folder}/${name}`;
      if (!existsSync(path)) throw new Error(`Database '${name}' not found`);
      rmSync(path);
    }),
});

class ExpoDatabase {
  readonly #native: DatabaseSync;

  constructor(native: DatabaseSync) {
    this.#native = native;
  }

  runAsync(sql: string, params: SqlValue[]): Promise<{ changes: number }> {
    return this.#with(sql, async (statement) => {
      const { changes } = await elsewhere(() => statement.run(...params));
      return { changes: Number(changes) };
    });
  }

  getAllAsync(sql: string, params: SqlValue[]): Promise<SqlRow[]> {
    return this.#with(sql, (statement) => elsewhere(() => statement.all(...params).map((row) => ({ ...row }))));
  }

  closeAsync(): Promise<void> {
    return elsewhere(() => this.#native.close());
  }

  async #with<Result>(sql: string, use: (statement: StatementSync) => Promise<Result>): Promise<Result> {
    try {
      return await use(await elsewhere(() => this.#native.prepare(sql)));
    } catch (error) {
      const said = error instanceof Error ? error.message : '';
      throw new Error(`Calling the 'runAsync' function has failed\n→ Caused by: Error code : ${said}`);
    }
  }
}
