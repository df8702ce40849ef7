import { describe, expect, test } from 'vitest';
import { backoffMs } from '../../../client/queue/backoff.ts';

const justBelowOne = 1 - Number.EPSILON;

describe('the wait before another try', () => {
  test.each([
    [1, 2000],
    [2, 4000],
    [3, 8000],
    [8, 256_000],
    [9, 300_000],
    [1000, 300_000],
  ])('after %i failures is anything from nothing to %i milliseconds', (failures, limit) => {
    expect(backoffMs(failures, undefined, 0)).toBe(0);
    expect(backoffMs(failures, undefined, 0.5)).toBe(limit / 2);
    expect(Math.round(backoffMs(failures, undefined, justBelowOne))).toBe(limit);
  });

  test.each([
    [0, 0, 0],
    [5000, 0, 5000],
    [5000, 0.5, 5500],
    [3_600_000, 0.5, 3_600_500],
  ])('is what the service asked for, %i, and up to a second more', (asked, random, expected) => {
    expect(backoffMs(1, asked, random)).toBe(expected);
    expect(backoffMs(20, asked, random)).toBe(expected);
  });
});
