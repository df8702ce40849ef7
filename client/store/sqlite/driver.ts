/** The seam to drivers of SQLite: five methods, all of which may answer at once or with a promise. */

export type SqlValue = string | number;

/** A row of a result: values by the names of the columns. */
export type SqlRow = { readonly [column: string]: unknown };

type Later<Result> = Result | Promise<Result>;

/** How to open and delete databases. */
export type SqliteDriver = {
  /**
   * The database of this name, made if there is none, on a connection that nobody else uses. A name has letters, digits
   * and punctuation that file names may have everywhere.
   */
  open(name: string): Later<SqliteConnection>;
  /** Deletes the database; it is closed. One that is not there may be a failure. */
  delete(name: string): Later<unknown>;
};

/** An open database. Each statement is given after the one before it has ended. */
export type SqliteConnection = {
  /** The rows of a statement that gives rows. */
  all(sql: string, params: SqlValue[]): Later<readonly SqlRow[]>;
  /**
   * Runs a statement that gives no rows. `BEGIN`, `BEGIN IMMEDIATE`, `COMMIT` and `ROLLBACK` come this way, just so.
   */
  run(sql: string, params: SqlValue[]): Later<unknown>;
  close(): Later<unknown>;
};
