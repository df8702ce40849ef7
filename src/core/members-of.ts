/** The members that a filter names. */
import type { CheckedFilter } from '../odata/checked-filter.ts';

export function membersOf(filter: CheckedFilter): ReadonlySet<string> {
  switch (filter.kind) {
    case 'constant':
      return new Set();
    case 'member':
      return new Set([filter.name]);
    case 'and':
    case 'or':
      return union(filter.terms);
    case 'not':
    case 'negate':
    case 'in':
      return membersOf(filter.operand);
    case 'compare':
    case 'arithmetic':
      return union([filter.left, filter.right]);
    case 'call':
      return union(filter.args);
  }
}

const union = (parts: readonly CheckedFilter[]): ReadonlySet<string> =>
  new Set(parts.flatMap((part) => [...membersOf(part)]));
