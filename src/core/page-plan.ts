/** Where a page of a list starts, and in which order. */
import type { CheckedFilter } from '../odata/checked-filter.ts';
import { parseCursor, type SortKey } from './cursor.ts';
import { filterBehind } from './filter-behind.ts';
import { type OrderKey, totalOrder } from './order.ts';
import { skippableStamp } from './skip-clamp.ts';

type Asked = {
  readonly filter: CheckedFilter | undefined;
  readonly orderBy: readonly OrderKey[];
  readonly skip: number | undefined;
  readonly skipToken: string | undefined;
};

export type PagePlan = {
  /** A total order: its last key is one that no two records share. */
  readonly order: readonly OrderKey[];
  /** The sort keys of the record before the page. */
  readonly after: readonly SortKey[] | undefined;
  /** What of the filter the records behind that one may still fail; on a first page, all of it. */
  readonly filterLeft: CheckedFilter | undefined;
  readonly skip: number;
  /** How many records the list had when its first page was read; undefined if nobody has counted them. */
  readonly counted: number | undefined;
  /** The `updatedAt`, in milliseconds, of the only records that may be skipped; undefined if all may. */
  readonly skipOnlyAt: number | undefined;
};

const firstPage = { after: undefined, count: undefined } as const;

/** @throws ProblemError `invalid_query` for a `$skiptoken` of another list. */
export function planPage({ filter, orderBy, skip = 0, skipToken }: Asked): PagePlan {
  const order = totalOrder(orderBy);
  const { after, count: counted } = skipToken === undefined ? firstPage : parseCursor(skipToken, order.length);
  const filterLeft = filterBehind(filter, order, after);
  return { order, after, filterLeft, skip, counted, skipOnlyAt: skippableStamp(filter, order) };
}
