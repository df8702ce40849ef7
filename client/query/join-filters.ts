/** Several conditions as one. */
import type { Filter } from '../../src/protocol/filter.ts';

/** One condition of these, at least one; chains stay flat, as `Filter` has them. */
export function joinFilters(kind: 'and' | 'or', filters: readonly [Filter, ...Filter[]]): Filter {
  const [first, ...others] = filters;
  if (others.length === 0) return first;
  return { kind, terms: filters.flatMap((filter) => (filter.kind === kind ? filter.terms : [filter])) };
}
