/** The order of values, in filters and in lists. */
import { compareText } from './text-order.ts';
import type { Value } from './wire-value.ts';

/** Below, at or above 0 as `left` comes before, with or after `right`. Null is first; text is by code points. */
export function compareValues(left: Value = null, right: Value = null): number {
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  const order = rank(left) - rank(right);
  if (order !== 0 || left === null || right === null) return order;
  return left < right ? -1 : Number(left > right);
}

// Values of different types in one member order as they do in SQLite.
const rank = (value: Value): number => (value === null ? 0 : typeof value === 'string' ? 2 : 1);
