import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCursor, printCursor } from '../../../src/core/cursor.ts';
import { runs } from '../../runs.ts';

const someKey = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  fc.constant(null),
);

test('a printed cursor is parsed to the same cursor', () => {
  const cursor = fc.record({ after: fc.array(someKey), count: fc.option(fc.maxSafeNat(), { nil: undefined }) });
  fc.assert(
    fc.property(cursor, ({ after, count }) => {
      const token = printCursor({ after, count });
      expect(token).toMatch(/^[\w-]+$/);
      expect(parseCursor(token, after.length)).toEqual({ after, count });
    }),
    runs(1_000),
  );
});

test.each([
  ['no JSON', '[['],
  ['an object', '{}'],
  ['no list of keys', '["a"]'],
  ['too many keys', '[["a","b"]]'],
  ['too few keys', '[[]]'],
  ['a boolean', '[[true]]'],
  ['a list as a key', '[[["a"]]]'],
  ['a number that no column can hold', '[[1e999]]'],
  ['half a character', '[["\\ud800"]]'],
  ['a count that is text', '[["a"],"1"]'],
  ['a count below zero', '[["a"],-1]'],
  ['a fraction of a record', '[["a"],1.5]'],
  ['infinitely many records', '[["a"],1e999]'],
])('a token with %s is refused', (_, json) => {
  expect(() => parseCursor(btoa(json), 1)).toThrow(
    expect.objectContaining({ code: 'invalid_query', field: '$skiptoken' }),
  );
});

test.each(['', '*', 'W1sifcNd', 'é'])('the text "%s" is no token', (text) => {
  expect(() => parseCursor(text, 1)).toThrow(expect.objectContaining({ code: 'invalid_query' }));
});
