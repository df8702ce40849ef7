/** The numbers of filters: doubles, as SQL computes them on both databases. */

const clamp = (x: number, least: number, most: number): number => Math.min(Math.max(x, least), most);

/** What SQL's cast to an integer cuts a number to: towards zero, within 64 bits. */
const cut = (x: number): number => Math.trunc(clamp(x, -(2 ** 63), 2 ** 63));

/** NaN for a division by zero. */
export const quotient = (left: number, right: number): number => (right === 0 ? Number.NaN : left / right);
export const integerQuotient = (left: number, right: number): number => cut(quotient(left, right));
export const remainder = (left: number, right: number): number => left - right * integerQuotient(left, right);

/** The nearest whole number; halves go away from zero. */
export function rounded(x: number): number {
  // From 2^52 on there are no fractions, and adding a half would make one more of odd numbers.
  return Math.abs(x) > 2 ** 52 ? x : Math.trunc(x + (x < 0 ? -0.5 : 0.5));
}

/** Where `floor` and `ceiling` end: libSQL gives 64-bit integers, D1 doubles; up to here they agree. */
export const maxFloor = 2 ** 53;

export const floored = (x: number): number => Math.floor(clamp(x, -maxFloor, maxFloor));
export const ceiled = (x: number): number => Math.ceil(clamp(x, -maxFloor, maxFloor));

/** Where `substring` ends: both its start and its length are whole numbers from 0 to this. */
export const maxOffset = 2_000_000_000;

export const offset = (x: number): number => Math.trunc(clamp(x, 0, maxOffset));
