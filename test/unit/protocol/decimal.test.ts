import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalWhole, compareWhole } from '../../../src/protocol/decimal.ts';
import { runs } from '../../runs.ts';

test.each([
  ['7', '7'],
  ['007', '7'],
  ['-007', '-7'],
  ['0', '0'],
  ['-0', '0'],
  ['000', '0'],
  ['7.0', '7'],
  ['-0.00', '0'],
  ['12345678901234567890123', '12345678901234567890123'],
])('%s is the whole number %s', (text, canonical) => {
  expect(canonicalWhole(text)).toBe(canonical);
});

test.each(['', '-', '+7', '7.5', '1e3', ' 7', '0x7', '7.', 'seven'])('"%s" is no whole number', (text) => {
  expect(canonicalWhole(text)).toBeUndefined();
});

test('whole numbers have the order of numbers', () => {
  const some = fc.oneof(fc.bigInt({ min: -200n, max: 200n }), fc.bigInt());
  fc.assert(
    fc.property(some, some, (left, right) => {
      const order = left < right ? -1 : left > right ? 1 : 0;
      expect(Math.sign(compareWhole(String(left), String(right)))).toBe(order);
    }),
    runs(2_000),
  );
});
