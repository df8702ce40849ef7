import { expect, test } from 'vitest';
import { checkFilter } from '../../../src/odata/check-filter.ts';
import { parseFilter } from '../../../src/odata/parse-filter.ts';
import { ProblemError } from '../../../src/protocol/problem.ts';
import { columns } from '../protocol/arbitrary-filter.ts';
import { refusalOf } from './refusal-of.ts';

function check(text: string) {
  const { filter, positions } = parseFilter(text);
  return checkFilter(filter, columns, positions);
}

test.each([
  ['an unknown member', 'x eq 1 and nosuch eq 1', 11, 'no member "nosuch"'],
  ['a member of other case', 'X eq 1', 0, 'no member "X"'],
  ['a number next to other text', "x eq 'a'", 2, 'a number cannot be compared with text'],
  ['a number in quotes', "count eq '5'", 6, 'a number cannot be compared with text'],
  ['a text column next to a number column', 'text eq x', 5, 'text cannot be compared with a number'],
  ['a boolean next to a number', 'complete eq 1', 9, 'a condition cannot be compared with a number'],
  ['a date next to text that is none', "due gt 'soon'", 4, 'a date cannot be compared with text'],
  ['a date next to a number', 'due gt 5', 4, 'a date cannot be compared with a number'],
  ['a day next to a date column', 'birthday eq due', 9, 'a day cannot be compared with a date'],
  [
    'a day next to a time that is no midnight',
    'birthday eq 2022-02-14T12:00:00Z',
    9,
    'a day cannot be compared with a date',
  ],
  ['a time next to a day', 'alarm eq 2022-02-14', 6, 'a time of day cannot be compared with a day'],
  ['a big integer next to a fraction', 'big gt 1.5', 4, 'a big integer cannot be compared with a number'],
  ['a big integer next to a number column', 'big eq count', 4, 'a big integer cannot be compared with a number'],
  ['JSON next to text', "meta eq '{}'", 5, 'JSON cannot be compared with text'],
  ['JSON next to JSON', 'meta eq meta', 5, 'JSON cannot be compared with JSON'],
  ['an order of booleans', 'complete gt false', 9, '"gt" needs an order'],
  ['an order of conditions', '(x eq 1) lt (y eq 1)', 9, '"lt" needs an order'],
  ['a number as a condition', 'x', 0, 'Expected a condition, found a number'],
  ['text as a condition', "'a'", 0, 'Expected a condition, found text'],
  ['a number in a chain', 'complete and x add 1', 15, 'Expected a condition, found a number'],
  ['not of a number', 'not x eq 1', 4, 'Expected a condition, found a number'],
  ['a sum with text', "x add '1' eq 2", 6, 'Expected a number, found text'],
  ['a sum with a big integer', 'big add 1 eq 2', 0, 'Expected a number, found a big integer'],
  ['a sum with a date', 'due add 1 gt 2', 0, 'Expected a number, found a date'],
  ['a negative text', "-text eq 'a'", 1, 'Expected a number, found text'],
  ['a function of a number', "contains(x,'a')", 9, 'contains takes text here, not a number'],
  ['a function of a number literal', 'contains(text,5)', 14, 'contains takes text here, not a number'],
  ['the length of JSON', 'length(meta) gt 1', 7, 'length takes text here, not JSON'],
  ['the year of a time', 'year(alarm) eq 1', 5, 'year takes a date or a day here, not a time of day'],
  ['the hour of a day', 'hour(birthday) eq 1', 5, 'hour takes a date or a time of day here, not a day'],
  ['a list of other values', "x in (1,'a')", 2, 'a number cannot be in a list with text'],
  ['a list for JSON', 'meta in (1)', 5, 'JSON cannot be in a list with a number'],
  ['a whole number that no double is near', `x eq ${'9'.repeat(400)}`, 5, 'The number is too large'],
  [
    'text that grows',
    `contains(replace(replace(text,'a','${'b'.repeat(10)}'),'b','${'c'.repeat(10)}'),'c')`,
    9,
    '32 times as long',
  ],
  ['text replaced by a column', "replace(text,'a',other) eq 'a'", 0, '32 times as long'],
])('refused with its place and in words: %s', (_, text, position, words) => {
  const error = refusalOf(check, text);
  expect(error).toMatchObject({ code: 'invalid_query', field: '$filter', position });
  expect(error.detail).toContain(words);
});

test('a filter that was not parsed is refused without a place', () => {
  const filter = { kind: 'member', name: 'nosuch' } as const;
  expect(() => checkFilter(filter, columns)).toThrow(ProblemError);
});

test.each(['length', 'eq', 'add', 'not', 'negate', 'in'] as const)(
  'a tree is refused where %s has no argument',
  (name) => {
    expect(() => checkFilter({ kind: 'call', name, args: [] }, columns)).toThrow(`${name} does not take 0 arguments`);
  },
);

test('a tree is refused whose list has more than literals', () => {
  const args = [{ kind: 'member', name: 'x' } as const, { kind: 'member', name: 'y' } as const];
  expect(() => checkFilter({ kind: 'call', name: 'in', args }, columns)).toThrow('A list has literals only.');
});

test('checking a deep filter of comparisons looks at each part once', () => {
  const text = `${'('.repeat(31)}complete${' eq true)'.repeat(31)}`;
  const start = performance.now();
  check(text);
  expect(performance.now() - start).toBeLessThan(1_000);
});

test.each([
  ['a short replacement', "replace(replace(text,'a','b'),'c','d') eq 'x'"],
  ['a replacement of many times the length', `replace(text,'a','${'b'.repeat(32)}') eq 'x'`],
  ['null in any place', 'contains(null,null) or null add null eq null or length(null) eq 1 or null lt 1'],
  ['many parts of text', `${'concat('.repeat(30)}text${",'x')".repeat(30)} eq 'x'`],
])('accepted: %s', (_, text) => {
  expect(() => check(text)).not.toThrow();
});

test('literals become what they are compared with', () => {
  const constant = (text: string) => {
    const checked = check(text);
    return checked.kind === 'compare' && checked.right.kind === 'constant' ? checked.right : undefined;
  };
  expect(constant('text eq 1.50')).toEqual({ kind: 'constant', type: 'string', value: '1.50' });
  expect(constant('big eq 007')).toEqual({ kind: 'constant', type: 'bigint', value: '7' });
  expect(constant('due eq 1970-01-02')).toEqual({ kind: 'constant', type: 'date', value: 86_400_000 });
  expect(constant('x eq 5')).toEqual({ kind: 'constant', type: 'integer', value: 5 });
});
