/**
 * What a page behind a record still has to ask. SQLite walks an index from one lower bound, and when a filter has one
 * besides the record's key it may take the filter's: then each page of a pull would walk through all pages before it.
 */
import type { CheckedFilter } from '../odata/checked-filter.ts';
import { type Bound, boundOf, conditionsOf } from './bound.ts';
import type { SortKey } from './cursor.ts';
import type { OrderKey } from './order.ts';

/**
 * The filter without the lower bounds that every record behind `after` is over anyway; undefined if nothing is left.
 */
export function filterBehind(
  filter: CheckedFilter | undefined,
  order: readonly OrderKey[],
  after: readonly SortKey[] | undefined,
): CheckedFilter | undefined {
  const [key] = order;
  const value = after?.[0];
  if (filter === undefined || key === undefined || key.descending || typeof value !== 'number') return filter;
  const conditions = conditionsOf(filter);
  const left = conditions.filter((condition) => !isReached(boundOf(condition), key.column, value));
  if (left.length === conditions.length) return filter;
  return left.length > 1 ? { kind: 'and', type: 'boolean', terms: left } : left[0];
}

function isReached(bound: Bound | undefined, member: string, value: number): boolean {
  if (bound?.member !== member) return false;
  return bound.operator === 'gt' ? value > bound.value : bound.operator === 'ge' && value >= bound.value;
}
