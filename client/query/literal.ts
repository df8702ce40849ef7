/** Values of an app as literals of filters. */
import type { Literal } from '../../src/protocol/filter.ts';
import { earliestMs, latestMs } from '../../src/protocol/timestamp.ts';

/**
 * The literal of a value: text, a finite number, a bigint, a boolean, null, or a Date of the years 0001 to 9999.
 *
 * @throws TypeError for anything else.
 */
export function literalOf(value: unknown): Literal {
  if (value === null) return { kind: 'null', value };
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (typeof value === 'string') return { kind: 'text', value };
  if (typeof value === 'bigint') return { kind: 'number', value: String(value) };
  if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'number', value: numberText(value) };
  if (value instanceof Date) {
    const ms = value.getTime();
    if (ms >= earliestMs && ms <= latestMs) return { kind: 'date', value: ms };
  }
  throw new TypeError(
    `A query compares with text, finite numbers, booleans, valid dates and null, not ${String(value)}.`,
  );
}

function numberText(value: number): string {
  // A whole number that no double holds exactly is a bigint's: here it is a real one.
  const text = Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
  // A plus may reach a server as a blank.
  return text.replace('+', '');
}
