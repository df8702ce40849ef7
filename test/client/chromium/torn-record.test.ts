import { expect, test } from 'vitest';
import { wholeBytes } from './torn-record.ts';

const fragment = (kind: number, length: number): Buffer => {
  const header = Buffer.alloc(7);
  header.writeUInt16LE(length, 4);
  header.writeUInt8(kind, 6);
  return Buffer.concat([header, Buffer.alloc(length, 'x')]);
};
const whole = fragment(1, 100);
// A block of 32,768 bytes: filled by a first fragment, or but for 4 bytes by a whole record.
const first = fragment(2, 32_761);
const nearlyBlock = Buffer.concat([fragment(1, 32_757), Buffer.alloc(4)]);

test.each<[string, Buffer[], number]>([
  ['nothing', [], 0],
  ['whole records', [whole, whole], 214],
  ['half a header', [whole, whole.subarray(0, 3)], 107],
  ['a header alone', [whole, whole.subarray(0, 7)], 107],
  ['half a record', [whole, whole.subarray(0, 60)], 107],
  ['a record in two blocks', [first, fragment(4, 10)], 32_785],
  ['half of a record in two blocks', [first, fragment(4, 10).subarray(0, 9)], 0],
  ['the first of two blocks', [first], 0],
  ['a record behind an empty end of a block', [nearlyBlock, whole], 32_875],
  ['half a record behind it', [nearlyBlock, whole.subarray(0, 9)], 32_764],
])('of a log with %s, what is whole is found', (_, parts, bytes) => {
  expect(wholeBytes(Buffer.concat(parts))).toBe(bytes);
});
