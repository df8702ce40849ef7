import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProblemError } from '../../../src/protocol/problem.ts';
import { parseQueryString, printQueryString } from '../../../src/protocol/query-string.ts';
import { runs } from '../../runs.ts';

test.each([
  ['nothing', '', []],
  ['a lone question mark', '?', []],
  ['a name and a value', '?$top=5', [{ name: '$top', value: '5' }]],
  ['an encoded name', '%24filter=a', [{ name: '$filter', value: 'a' }]],
  ['a plus is a blank', 'a+b=c+d%2B', [{ name: 'a b', value: 'c d+' }]],
  ['an equals sign in a value', "$filter=version eq 'AA='", [{ name: '$filter', value: "version eq 'AA='" }]],
  [
    'no value',
    'flag&other=',
    [
      { name: 'flag', value: '' },
      { name: 'other', value: '' },
    ],
  ],
  ['empty parts', '&&a=1&', [{ name: 'a', value: '1' }]],
  [
    'repeats, in order',
    'a=2&a=1',
    [
      { name: 'a', value: '2' },
      { name: 'a', value: '1' },
    ],
  ],
  ['UTF-8', 'q=%C3%A9é', [{ name: 'q', value: 'éé' }]],
])('%s', (_, query, params) => {
  expect(parseQueryString(query)).toEqual(params);
});

test.each(['$filter=%', 'a=%zz', 'a=%C3', 'a=%ff', '%e0%80%80=1', 'a=%ed%a0%80'])(
  'not percent-encoded UTF-8: %s',
  (query) => {
    expect(() => parseQueryString(query)).toThrow(expect.objectContaining({ code: 'invalid_address' }));
    expect(() => parseQueryString(query)).toThrow(ProblemError);
  },
);

test('a printed query string is parsed to the same parameters', () => {
  const text = fc.string({ unit: 'grapheme' });
  const params = fc.array(fc.record({ name: text.filter((name) => name !== ''), value: text }));
  fc.assert(
    fc.property(params, (given) => {
      expect(parseQueryString(printQueryString(given))).toEqual(given);
    }),
    runs(1_000),
  );
});
