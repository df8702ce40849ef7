/**
 * How many records a `$skip` may really skip. Old clients page a pull with `updatedAt ge X` and skip the record at X that
 * they have seen; if that one has moved on meanwhile, the skip would swallow a record that they have not seen.
 */
import type { CheckedFilter } from '../protocol/checked-filter.ts';
import type { OrderKey } from './order.ts';

/** The X, in milliseconds, of a list that is ordered by `updatedAt` from `updatedAt ge X`; else undefined. */
export function skippableStamp(filter: CheckedFilter | undefined, order: readonly OrderKey[]): number | undefined {
  const [first] = order;
  if (filter === undefined || first?.column !== 'updatedAt' || first.descending) return undefined;
  const conjuncts = filter.kind === 'and' ? filter.terms : [filter];
  const bounds = conjuncts.flatMap((term) => lowerBound(term) ?? []);
  return bounds.length === 0 ? undefined : Math.max(...bounds);
}

function lowerBound(term: CheckedFilter): number | undefined {
  if (term.kind !== 'compare') return undefined;
  const { left, operator, right } = term;
  const [member, bound] = operator === 'ge' ? [left, right] : operator === 'le' ? [right, left] : [];
  if (member?.kind !== 'member' || member.name !== 'updatedAt') return undefined;
  return bound?.kind === 'constant' && typeof bound.value === 'number' ? bound.value : undefined;
}
