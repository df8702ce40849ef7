/** Values inside a JSON parameter. */
import type { SqlValue } from './db.ts';

/**
 * The JSON from which SQL reads what D1 would bind: numbers as doubles (`5e+0`; `5` would be an integer, and one over
 * 2^53 another number than the double).
 */
export function jsonValue(value: SqlValue): string {
  return typeof value === 'number' ? value.toExponential() : JSON.stringify(value);
}
