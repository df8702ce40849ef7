/** Where a page of a list starts, and in which order. */
import type { CheckedFilter } from '../protocol/checked-filter.ts';
import { parseCursor, type SortKey } from './cursor.ts';
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
  readonly skip: number;
  /** The `updatedAt`, in milliseconds, of the only records that may be skipped; undefined: any may. */
  readonly skipOnlyAt: number | undefined;
};

/** @throws ProblemError `invalid_query` for a `$skiptoken` of another list. */
export function planPage({ filter, orderBy, skip = 0, skipToken }: Asked): PagePlan {
  const order = totalOrder(orderBy);
  const after = skipToken === undefined ? undefined : parseCursor(skipToken, order.length);
  return { order, after, skip, skipOnlyAt: skippableStamp(filter, order) };
}
