/** One bounded step of a collection: a transaction that removes at most so many rows, and says how many. */
import type { Statement } from '../db.ts';

/** The most rows that a step removes. */
export const stepRows = 1000;

/** The first statement gives `n`, the number of rows that the others remove; fewer than `stepRows` are the last. */
export type Step = readonly [count: Statement, ...remove: Statement[]];

/**
 * The statements of a step. Their parameter ?1 is the worker's clock, so that a database clock that jumped ahead cannot
 * make anything look old.
 */
export function stepOf(candidates: string, nowMs: number, remove: readonly string[]): Step {
  const statement = (sql: string): Statement => ({ sql, params: sql.includes('?1') ? [nowMs] : [] });
  return [statement(`SELECT count(*) AS n FROM (${candidates})`), ...remove.map(statement)];
}

/** The stamp that is so many milliseconds old, in SQL. */
export const stampBefore = (ageMs: number): string =>
  `min((SELECT now FROM sync_clock), CAST(?1 AS INTEGER)) - ${ageMs}`;

/** Raises a floor to the last candidate, if there is one. */
export const raiseFloor = (tableLiteral: string, stamp: string, candidates: string): string =>
  `INSERT INTO sync_floor (tbl, seq) SELECT ${tableLiteral}, max(${stamp}) FROM (${candidates})
HAVING count(*) > 0 ON CONFLICT (tbl) DO UPDATE SET seq = max(seq, excluded.seq)`;
