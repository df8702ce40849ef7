import { expect, test } from 'vitest';
import { canonicalWhole } from '../../../src/odata/decimal.ts';

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
