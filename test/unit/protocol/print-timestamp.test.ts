import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printTimestamp } from '../../../src/protocol/print-timestamp.ts';
import { parseTimestamp } from '../../../src/protocol/timestamp.ts';
import { runs } from '../../runs.ts';
import { earliestMs, latestMs } from './arbitrary-filter.ts';

test('a time is printed as Date prints it, and read back as it was, from the year 0001 to 9999', () => {
  fc.assert(
    fc.property(fc.integer({ min: earliestMs, max: latestMs }), (ms) => {
      expect(printTimestamp(ms)).toBe(new Date(ms).toISOString());
      expect(parseTimestamp(printTimestamp(ms))).toBe(ms);
    }),
    { ...runs(2000), examples: [[earliestMs], [latestMs], [0], [-1], [86_399_999]] },
  );
});
