/** What a pull may be asked for. Loaded when it is asked for more than usual. */
import type { Query } from '../query/query.ts';
import { SyncError } from '../sync-error.ts';
import { isFilter } from './pull-mark.ts';

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

/**
 * The size of the pages.
 *
 * @throws SyncError `invalid-option` for a query that cannot be pulled under an id, and for sizes and names that are none.
 */
export function checkPull(
  query: Query,
  queryId: string | null,
  { parameters = {}, pageSize: asked }: PullOptions,
  usualSize: number,
): number {
  const own = Object.keys(parameters).find((name) => name.startsWith('$') || name === '__includeDeleted');
  const pageSize = asked ?? usualSize;
  const fault =
    (queryId !== null && !isFilter(query) && 'With a query id there is no order, skip or take.') ||
    (query.select && 'Declare columns instead of select.') ||
    (own !== undefined && `"${own}" is the pull's own.`) ||
    (!(Number.isSafeInteger(pageSize) && pageSize > 0) && `pageSize is ${pageSize}.`);
  if (fault) throw new SyncError('invalid-option', fault);
  return pageSize;
}
