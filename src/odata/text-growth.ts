/** How long the text that a filter makes may become, so that no filter fills the database's memory. */
import type { CheckedFilter } from './checked-filter.ts';

/** How many times the longest text of a record a filter may make of it. */
export const maxGrowth = 32;

/** The length from which a constant counts as much as a text column. */
const longConstant = 100_000;

/** How many times the length of a record's longest text the value can have at most. */
export function textGrowth(filter: CheckedFilter): number {
  if (filter.type !== 'string') return 0;
  if (filter.kind === 'constant') return String(filter.value).length / longConstant;
  if (filter.kind !== 'call') return 1;
  const [first, second, third] = filter.args;
  if (first === undefined || second === undefined) return first === undefined ? 0 : textGrowth(first);
  switch (filter.name) {
    case 'concat':
      return textGrowth(first) + textGrowth(second);
    case 'replace':
      return textGrowth(first) * replacementGrowth(second, third);
    default:
      return textGrowth(first);
  }
}

// Only the lengths of constants are known; a column may be long, and what is looked for as short as one character.
function replacementGrowth(find: CheckedFilter, replacement: CheckedFilter | undefined): number {
  if (replacement?.kind !== 'constant') return Number.POSITIVE_INFINITY;
  const found = find.kind === 'constant' ? Math.max(1, lengthOf(find.value)) : 1;
  return Math.max(1, lengthOf(replacement.value) / found);
}

const lengthOf = (value: unknown): number => (typeof value === 'string' ? value.length : 0);
