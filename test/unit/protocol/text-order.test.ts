import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trimBlanks } from '../../../src/protocol/text-function.ts';
import { compareText } from '../../../src/protocol/text-order.ts';
import { runs } from '../../runs.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.constantFrom('a', 'b', '\uffff', '\ue000', '\ud7ff', '😀', '𝒳')).map((parts) => parts.join('')),
);

/** What SQL compares. */
function compareBytes(left: string, right: string): number {
  const [a, b] = [new TextEncoder().encode(left), new TextEncoder().encode(right)];
  const at = a.findIndex((byte, index) => byte !== b[index]);
  return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
}

test('text has the order of its UTF-8 bytes', () => {
  fc.assert(
    fc.property(text, text, (left, right) => {
      expect(Math.sign(compareText(left, right))).toBe(Math.sign(compareBytes(left, right)));
    }),
    runs(2_000),
  );
});

test('only blanks are trimmed', () => {
  expect(trimBlanks('  \ta b\n ')).toBe('\ta b\n');
  expect(trimBlanks('   ')).toBe('');
});
