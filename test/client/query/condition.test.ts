import { expect, test } from 'vitest';
import { runQuery } from '../../../client/query/run-query.ts';
import { TableQuery } from '../../../client/query/table-query.ts';
import type { Condition, Members } from '../../../client/query/typed-expression.ts';
import { operations } from '../../../src/protocol/filter-operation.ts';
import { printFilter } from '../../../src/protocol/print-filter.ts';

type Todo = {
  id: string;
  text: string | null;
  other: string | null;
  due: string | null;
  big: string;
  score: number | null;
  count: number;
  complete: boolean;
  hidden: boolean | null;
  meta: object | null;
};

const todos = new TableQuery<Todo>('todoitem', async () => ({ records: [] }));

const at = new Date('2026-11-21T09:30:00.250Z');

/** A sentence, the condition, its text of dialect 3.0 and, where it differs, of 2.0. */
type Case = [string, (t: Members<Todo>) => Condition, string, string?];

const conditions: Case[] = [
  ['a boolean member is a condition', (t) => t.complete, 'complete'],
  ['members compare with values', (t) => t.text.eq('milk'), "text eq 'milk'"],
  ['and with null', (t) => t.text.ne(null), 'text ne null'],
  ['JSON too', (t) => t.meta.eq(null), 'meta eq null'],
  ['and with each other', (t) => t.text.gt(t.other), 'text gt other'],
  ['quotes stay what they are', (t) => t.text.eq("it's''"), "text eq 'it''s'''''"],
  ['text is never taken for OData', (t) => t.text.eq("' or true or '"), "text eq ''' or true or '''"],
  ['whole numbers', (t) => t.count.ge(-3), 'count ge -3'],
  ['fractions', (t) => t.score.lt(0.1), 'score lt 0.1'],
  [
    'very large and very small numbers',
    (t) => t.score.in([1e21, -1.5e-9]),
    'score in (1e21,-1.5e-9)',
    'score eq 1e21 or score eq -1.5e-9',
  ],
  [
    'whole numbers as doubles, where digits end',
    (t) => t.score.lt(2 ** 53).and(t.count.lt(2 ** 53 - 1)),
    'score lt 9.007199254740992e15 and count lt 9007199254740991',
  ],
  ['minus zero is zero', (t) => t.score.eq(-0), 'score eq 0'],
  ['bigints to the last digit', (t) => t.big.le(12345678901234567890n), 'big le 12345678901234567890'],
  [
    'dates to the millisecond',
    (t) => t.due.ge(at),
    'due ge 2026-11-21T09:30:00.250Z',
    "due ge datetimeoffset'2026-11-21T09:30:00.250Z'",
  ],
  ['booleans', (t) => t.complete.ne(true), 'complete ne true'],
  ['conditions compare', (t) => t.complete.eq(t.score.gt(1)), 'complete eq (score gt 1)'],
  [
    'and chains stay flat',
    (t) => t.complete.and(t.hidden, t.text.eq('a').and(t.count.eq(1))),
    "complete and hidden and text eq 'a' and count eq 1",
  ],
  ['or within and', (t) => t.complete.or(t.hidden).and(t.count.eq(1)), '(complete or hidden) and count eq 1'],
  ['and within or', (t) => t.complete.and(t.hidden).or(t.count.eq(1)), 'complete and hidden or count eq 1'],
  ['and of nothing else is itself', (t) => t.complete.and(), 'complete'],
  ['not', (t) => t.complete.or(t.hidden).not(), 'not (complete or hidden)'],
  ['lists', (t) => t.text.in(['a', null]), "text in ('a',null)", "text eq 'a' or text eq null"],
  [
    'lists within and',
    (t) => t.complete.and(t.count.in([1, 2])),
    'complete and count in (1,2)',
    'complete and (count eq 1 or count eq 2)',
  ],
  ['lists of one', (t) => t.complete.and(t.count.in([1])), 'complete and count in (1)', 'complete and (count eq 1)'],
  ['nothing is in an empty list', (t) => t.complete.or(t.text.in([])), 'complete or false'],
  ['lists of booleans', (t) => t.hidden.in([true, null]), 'hidden in (true,null)', 'hidden eq true or hidden eq null'],
  ['sums and products', (t) => t.score.add(t.count).mul(2).sub(1).gt(0), '(score add count) mul 2 sub 1 gt 0'],
  ['quotients and rests', (t) => t.count.div(2).mod(3).eq(1n), 'count div 2 mod 3 eq 1'],
  [
    'a minus',
    (t) => t.score.negate().lt(t.count.add(1).negate()),
    '-(score) lt -(count add 1)',
    '0 sub score lt 0 sub (count add 1)',
  ],
  ['a minus in a product', (t) => t.score.negate().mul(2).eq(1), '-(score) mul 2 eq 1', '(0 sub score) mul 2 eq 1'],
  [
    'rounding',
    (t) => t.score.round().eq(t.score.floor().add(t.score.ceiling())),
    'round(score) eq floor(score) add ceiling(score)',
  ],
  ['contains', (t) => t.text.contains('milk'), "contains(text,'milk')", "substringof('milk',text)"],
  ['contains another member', (t) => t.text.contains(t.other), 'contains(text,other)', 'substringof(other,text)'],
  [
    'starts and ends',
    (t) => t.text.startsWith('a').and(t.text.endsWith('b')),
    "startswith(text,'a') and endswith(text,'b')",
  ],
  ['places and lengths', (t) => t.text.indexOf('a').lt(t.text.length()), "indexof(text,'a') lt length(text)"],
  ['the rest of a text', (t) => t.text.substring(1).eq('a'), "substring(text,1) eq 'a'"],
  ['a part of it', (t) => t.text.substring(1, t.count).eq('a'), "substring(text,1,count) eq 'a'"],
  [
    'replaced and joined text',
    (t) => t.text.replace('a', t.other).concat('!').eq('b!'),
    "concat(replace(text,'a',other),'!') eq 'b!'",
  ],
  [
    'folded and trimmed text',
    (t) => t.text.toLower().eq(t.other.toUpper().trim()),
    'tolower(text) eq trim(toupper(other))',
  ],
  [
    'parts of dates',
    (t) =>
      t.due
        .year()
        .eq(t.due.month().add(t.due.day()))
        .or(t.due.hour().gt(t.due.minute().sub(t.due.second()))),
    'year(due) eq month(due) add day(due) or hour(due) gt minute(due) sub second(due)',
  ],
];

test.each<Case>(conditions)('%s', (_, condition, modern, legacy = modern) => {
  const { filter } = todos.where(condition).toQuery();
  expect(filter && [printFilter(filter), printFilter(filter, '2.0')]).toEqual([modern, legacy]);
});

test.each<[string, unknown, string]>([
  ['NaN', Number.NaN, 'NaN'],
  ['infinity', Number.POSITIVE_INFINITY, 'Infinity'],
  ['a date that is none', new Date(Number.NaN), 'Invalid Date'],
  ['a date before the year 1', new Date('-000001-01-01T00:00:00Z'), '-'],
  ['undefined, as of a misspelt variable', undefined, 'undefined'],
  ['an object', { a: 1 }, 'object'],
  ['a list', ['a'], 'a'],
])('nothing is compared with %s', (_, value, shown) => {
  const compare = () =>
    new TableQuery<{ text: unknown }>('todoitem', async () => ({ records: [] })).where({ text: value });
  expect(compare).toThrow(TypeError);
  expect(compare).toThrow(shown);
});

test('an expression has the methods of the filter language, and what every object has', () => {
  todos.where((t) => {
    for (const name of Object.keys(operations)) expect(Reflect.get(t.text, name)).toBeInstanceOf(Function);
    expect(Reflect.get(t.text, 'startsWith')).toBeInstanceOf(Function);
    // What is awaited by mistake is no promise.
    expect(Reflect.get(t.text, 'then')).toBeUndefined();
    expect(String(t.text)).toBe('[object Object]');
    return t.complete;
  });
});

test('what calls something else fails, in words, when it is run', () => {
  // @ts-expect-error: the types refuse it
  const query = todos.where((t) => t.text.matches('milk')).toQuery();
  expect(() => runQuery([], query, operations)).toThrow(new TypeError('$filter: matches is not known.'));
});

test('only values can be in a list', () => {
  // @ts-expect-error: the types refuse it
  expect(() => todos.where((t) => t.text.in([t.other]))).toThrow(TypeError);
});
