/** The part of the package `sqlite3` that the service uses, by node:sqlite: that package has to be compiled. */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

type Callback = (error: unknown, rows?: readonly object[]) => void;

class Database {
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.#database = new DatabaseSync(path);
  }

  all(sql: string, parameters: Readonly<Record<string, unknown>>, callback: Callback): void {
    try {
      const statement = this.#database.prepare(sql);
      statement.setAllowUnknownNamedParameters(true);
      const bound = Object.entries(parameters).map(([name, value]) => [name, toSql(value)]);
      // Rows of node:sqlite have no prototype, whose methods the service calls.
      const rows = statement.all(Object.fromEntries(bound)).map((row) => ({ ...row }));
      setImmediate(callback, null, rows);
    } catch (error) {
      setImmediate(callback, error);
    }
  }
}

function toSql(value: unknown): SQLInputValue {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

export const cached = { Database } as const;
