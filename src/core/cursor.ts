/** Where the next page of a list starts: the sort keys of the last record that was seen. */
import { ProblemError } from '../protocol/problem.ts';
import { isCount, parseOpaque, printOpaque } from './opaque-text.ts';

export type SortKey = string | number | null;

type Cursor = {
  /** The sort keys of the last record that was seen, in the order of the list. */
  readonly after: readonly SortKey[];
  /**
   * How many records the list had when its first page was read; undefined in a list that does not count. Counting reads
   * them all: if every page did it, what a row costs would grow with the table.
   */
  readonly count: number | undefined;
};

/** The text of `$skiptoken`. It is opaque to clients. */
export const printCursor = ({ after, count }: Cursor): string =>
  printOpaque(count === undefined ? [after] : [after, count]);

/**
 * What a `$skiptoken` of a list with so many sort keys says.
 *
 * @throws ProblemError `invalid_query` for a token that this list did not make.
 */
export function parseCursor(token: string, keys: number): Cursor {
  const cursor = cursorOf(parseOpaque(token), keys);
  if (cursor !== undefined) return cursor;
  const detail = 'The token is not one of this list; follow links as they are, without changing their query.';
  throw new ProblemError('invalid_query', detail, { field: '$skiptoken' });
}

function cursorOf(json: unknown, keys: number): Cursor | undefined {
  if (!Array.isArray(json)) return undefined;
  const [after, count]: unknown[] = json;
  if (!Array.isArray(after) || after.length !== keys || !after.every(isSortKey)) return undefined;
  return count === undefined || isCount(count) ? { after, count } : undefined;
}

/**
 * Whether a column can hold the value; `JSON.parse` gives Infinity and half characters, which not every driver binds.
 */
function isSortKey(key: unknown): key is SortKey {
  return key === null || (typeof key === 'string' ? key.isWellFormed() : Number.isFinite(key));
}
