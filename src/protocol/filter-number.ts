/** The numbers of filters: doubles, as SQL computes them on both databases. No number is null, never NaN. */
import type { Arithmetic } from './filter.ts';

/** What SQL's cast to an integer cuts a number to: towards zero, within 64 bits. */
const cut = (x: number): number => Math.trunc(Math.min(Math.max(x, -(2 ** 63)), 2 ** 63));

/** Null when there is no result: division by zero, or infinity less infinity. `whole` cuts quotients towards zero. */
export function computed(operator: Arithmetic, left: number, right: number, whole: boolean): number | null {
  const result = resultOf(operator, left, right, whole);
  return Number.isNaN(result) ? null : result;
}

function resultOf(operator: Arithmetic, left: number, right: number, whole: boolean): number {
  switch (operator) {
    case 'add':
      return left + right;
    case 'sub':
      return left - right;
    case 'mul':
      return left * right;
    case 'div':
      if (right === 0) return Number.NaN;
      return whole ? cut(left / right) : left / right;
    case 'mod':
      return right === 0 ? Number.NaN : left - right * cut(left / right);
  }
}

/** The nearest whole number; halves go away from zero. */
export function rounded(x: number): number {
  // From 2^52 on there are no fractions, and adding a half would make one more of odd numbers.
  return Math.abs(x) > 2 ** 52 ? x : Math.trunc(x + (x < 0 ? -0.5 : 0.5));
}

/** Where `floor` and `ceiling` end: libSQL gives 64-bit integers, D1 doubles; up to here they agree. */
export const maxFloor = 2 ** 53;

const within = (x: number): number => Math.min(Math.max(x, -maxFloor), maxFloor);

export const floored = (x: number): number => Math.floor(within(x));
export const ceiled = (x: number): number => Math.ceil(within(x));

/** Where `substring` ends: both its start and its length are whole numbers from 0 to this. */
export const maxOffset = 2_000_000_000;

export const offset = (x: number): number => Math.trunc(Math.min(Math.max(x, 0), maxOffset));
