/** A question to the database before it is asked: so that many can be asked in one call. */
import type { Db, Row, Statement } from './db.ts';
import { attemptTwice } from './retry.ts';

export type Query<T> = {
  /** They read and do not write. None, where the answer needs no database. */
  readonly statements: readonly Statement[];
  /** The answer, from the rows of each statement; throws the ProblemError of one that there cannot be. */
  answer(results: readonly (readonly Row[])[]): T;
};

/** The answer. All statements read one state of the database. */
export async function runQuery<T>(db: Db, { statements, answer }: Query<T>): Promise<T> {
  return answer(statements.length === 0 ? [] : await attemptTwice(() => db.read(statements)));
}

/**
 * What the queries answer from, each by itself: the rows of their statements, all read from one state of the database.
 */
export async function runTogether(
  db: Db,
  queries: readonly Query<unknown>[],
): Promise<readonly (readonly (readonly Row[])[])[]> {
  const statements = queries.flatMap((query) => query.statements);
  const results = statements.length === 0 ? [] : await attemptTwice(() => db.read(statements));
  let offset = 0;
  return queries.map((query) => {
    const start = offset;
    offset += query.statements.length;
    return results.slice(start, offset);
  });
}
