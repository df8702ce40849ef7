/** Values of an app as literals of filters. */
import type { Literal } from '../../src/protocol/filter.ts';
import { parseTimestamp } from '../../src/protocol/timestamp.ts';

/**
 * The literal of a value: text, a finite number, a bigint, a boolean, null, or a Date of the years 0001 to 9999.
 *
 * @throws TypeError for anything else.
 */
export function literalOf(value: unknown): Literal {
  if (value === null) return { kind: 'null', value };
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (typeof value === 'string') return { kind: 'text', value };
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) {
    // A whole number that no double holds exactly is a bigint's: a number like that is a real one.
    const isReal = typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER;
    // A plus may reach a server as a blank.
    return { kind: 'number', value: (isReal ? value.toExponential() : String(value)).replace('+', '') };
  }
  const ms = value instanceof Date ? parseTimestamp(String(value.toJSON())) : undefined;
  if (ms !== undefined) return { kind: 'date', value: ms };
  throw new TypeError(`A query cannot compare with ${String(value)}.`);
}
