/**
 * What better-sqlite3 does, over node:sqlite: a statement is either for rows or not, and says so when it is misused.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { SqlValue } from '../../../../client/store/sqlite/driver.ts';

export class BetterSqlite3 {
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.#database = new DatabaseSync(path);
  }

  prepare(sql: string): BetterStatement {
    return new BetterStatement(this.#database.prepare(sql));
  }

  close(): this {
    this.#database.close();
    return this;
  }
}

class BetterStatement {
  readonly #statement: StatementSync;
  readonly reader: boolean;

  constructor(statement: StatementSync) {
    this.#statement = statement;
    this.reader = statement.columns().length > 0;
  }

  all(...params: SqlValue[]): unknown[] {
    if (!this.reader) throw new TypeError('This statement does not return data. Use run() instead');
    return this.#statement.all(...params);
  }

  run(...params: SqlValue[]): { changes: number | bigint; lastInsertRowid: number | bigint } {
    if (this.reader) throw new TypeError('This statement returns data. Use get(), all(), or iterate() instead');
    return this.#statement.run(...params);
  }
}
