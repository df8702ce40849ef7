/** The seam between the server and its database: a list of statements in, their rows out, all or nothing. */

export type SqlValue = string | number | null;

/** SQL text with numbered or plain `?` parameters, at most 100 of them (D1's limit). */
export type Statement = { readonly sql: string; readonly params: readonly SqlValue[] };

/** One row of a result, by column name; booleans are 0 and 1. */
export type Row = { readonly [column: string]: SqlValue };

export type Db = {
  /** The rows of each statement, all read from one state of the database, in one round trip. */
  read(statements: readonly Statement[]): Promise<readonly (readonly Row[])[]>;
  /** The rows of each statement, run in order in one transaction, in one round trip. */
  write(statements: readonly Statement[]): Promise<readonly (readonly Row[])[]>;
  /**
   * What a later request gives to `openDb` so that it sees at least what this one has seen, on whichever replica it is
   * answered; undefined before the first call. Only D1 has bookmarks.
   */
  readonly bookmark?: () => string | undefined;
};

/** A client's session with the database, which D1 alone has; without a bookmark it begins on the primary. */
export type Session = { readonly bookmark: string | undefined };

/**
 * What a driver's failure means. `unavailable`: overloaded, restarted or cut off, and a write may or may not have been
 * committed. `too_large`: a value or row over the database's limit, nothing written. `failed`: anything else.
 */
export type DatabaseFailure = 'unavailable' | 'too_large' | 'failed';

/** The one error that drivers throw; the driver's own error is its cause. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly failure: DatabaseFailure;

  constructor(failure: DatabaseFailure, cause: unknown) {
    super(`The database call ended as "${failure}"; the cause has the driver's words.`, { cause });
    this.failure = failure;
  }
}
