/**
 * How many records a `$skip` may really skip. Old clients page a pull with `updatedAt ge X` and skip the record at X
 * that they have seen; if that one has moved on meanwhile, the skip would swallow a record that they have not seen.
 */
import type { CheckedFilter } from '../odata/checked-filter.ts';
import { boundOf, conditionsOf } from './bound.ts';
import type { OrderKey } from './order.ts';

/** The X, in milliseconds, of a list that is ordered by `updatedAt` from `updatedAt ge X`; else undefined. */
export function skippableStamp(filter: CheckedFilter | undefined, order: readonly OrderKey[]): number | undefined {
  const [first] = order;
  if (filter === undefined || first?.column !== 'updatedAt' || first.descending) return undefined;
  const stamps = conditionsOf(filter).flatMap((condition) => {
    const bound = boundOf(condition);
    return bound?.member === 'updatedAt' && bound.operator === 'ge' ? [bound.value] : [];
  });
  return stamps.length === 0 ? undefined : Math.max(...stamps);
}
