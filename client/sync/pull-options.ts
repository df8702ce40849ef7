/** What a pull may be asked for. */
import type { Query } from '../query/query.ts';
import { SyncError } from '../sync-error.ts';
import { checkQueryId } from './pull-mark.ts';

export type PullOptions = {
  /** Records of a request: 1,000, or 50 of a 2.0 service. A server may give fewer. */
  readonly pageSize?: number | null | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Whether operations of the table that wait are pushed first, so that fewer conflicts arise; true. */
  readonly push?: boolean;
  /** Whether operations of all tables are pushed then, or of which others; of this table alone. */
  readonly pushTables?: readonly string[] | 'all';
  /** Further options of the address, sent with every request. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Told after each page, with the number of records that have arrived. */
  readonly onProgress?: (received: number) => void;
};

const reserved: ReadonlySet<string> = new Set(['__includeDeleted']);

/**
 * The size of the pages.
 *
 * @throws SyncError `invalid-option` for a query that cannot be pulled under an id, and for sizes and names that are none.
 */
export function checkPull(query: Query, queryId: string | null, options: PullOptions, usualSize: number): number {
  const ordered = query.orderBy.length > 0 || query.skip > 0 || query.top !== undefined;
  if (queryId !== null && ordered) {
    throw invalid('A pull with a query id has no order, skip or take: it goes by the time of the last change.');
  }
  if (query.select !== undefined) throw invalid('A pull has no select; declare the columns of the table instead.');
  if (queryId !== null) checkQueryId(queryId);
  const odd = Object.keys(options.parameters ?? {}).find((name) => name.startsWith('$') || reserved.has(name));
  if (odd !== undefined) throw invalid(`The parameter "${odd}" is the pull's own.`);
  const pageSize = options.pageSize ?? usualSize;
  if (Number.isSafeInteger(pageSize) && pageSize > 0) return pageSize;
  throw invalid(`pageSize takes a whole number of at least 1, not ${JSON.stringify(pageSize)}.`);
}

const invalid = (detail: string): SyncError => new SyncError('invalid-option', detail);
