import { expect, test } from 'vitest';
import { parseFilter } from '../../../src/odata/parse-filter.ts';
import { printFilter } from '../../../src/protocol/print-filter.ts';
import { refusalOf } from './refusal-of.ts';

// Printing shows how a text was understood: it puts in only the parentheses that are needed.
test.each([
  ['or binds less than and', 'a or b and c', 'a or b and c'],
  ['parentheses change that', '(a or b) and c', '(a or b) and c'],
  ['and binds less than a comparison', 'a eq 1 and b eq 2', 'a eq 1 and b eq 2'],
  ['arithmetic binds tighter than a comparison', 'price sub 1.00 lt 5.00', 'price sub 1.00 lt 5.00'],
  ['products bind tighter than sums', '((a mul 2.0) div 3.0) add 1.0 eq 10.0', 'a mul 2.0 div 3.0 add 1.0 eq 10.0'],
  ['sums go from the left', 'a sub b sub c eq 1', 'a sub b sub c eq 1'],
  ['unless told otherwise', 'a sub (b sub c) eq 1', 'a sub (b sub c) eq 1'],
  ['chains are flat, however they were nested', '((a or b) or (c or (d or e)))', 'a or b or c or d or e'],
  ['not reaches no further than a minus', 'not a eq b', '(not (a)) eq b'],
  ['not takes parentheses without a blank', 'not(a eq b)', 'not (a eq b)'],
  ['not of not', 'not(not(discontinued))', 'not (not (discontinued))'],
  ['a minus negates', '-a eq -(b add c)', '-(a) eq -(b add c)'],
  ['a minus that touches digits is the number', 'a eq -5 and b eq - 5', 'a eq -5 and b eq -(5)'],
  [
    'keywords and functions count in any case',
    'NOT (A EQ TRUE) And ToLower(b) Eq NULL',
    'not (A eq true) and tolower(b) eq null',
  ],
  ['words are operators only where one may stand', 'and eq eq and mod mod in eq 1', 'and eq eq and mod mod in eq 1'],
  ['blanks of any kind and number separate', '\ta   eq\r\n 1 ', 'a eq 1'],
  ['blanks are needed between words only', "(a)eq(1)and(b)eq('c')", "a eq 1 and b eq 'c'"],
  [
    'substringof has its arguments the other way round',
    "substringof('foo',name) eq false",
    "contains(name,'foo') eq false",
  ],
  ['a list takes blanks', "id in ( 'IT', 'GR', 'EG' )", "id in ('IT','GR','EG')"],
  ['a list may be empty', 'id in ()', 'id in ()'],
  ['a list binds like a comparison', 'a add 1 in (1,2) and b', 'a add 1 in (1,2) and b'],
  ['functions nest', '(length(concat(Name,tolower(trim(x)))) eq 7)', 'length(concat(Name,tolower(trim(x)))) eq 7'],
  ['a constant is a filter', '(true)', 'true'],
])('%s: %s', (_, text, printed) => {
  expect(printFilter(parseFilter(text).filter)).toBe(printed);
});

test.each([
  ['quotes are doubled', "'lots of qu''ote''''s'", { kind: 'text', value: "lots of qu'ote''s" }],
  ['a backslash is itself', "'hasan\\'", { kind: 'text', value: 'hasan\\' }],
  ['text may be empty', "''", { kind: 'text', value: '' }],
  ['text is any Unicode', "'é😀'", { kind: 'text', value: 'é😀' }],
  ['an integer of any size is exact', '9007199254740993', { kind: 'number', value: '9007199254740993' }],
  ['a long has a suffix', '12L', { kind: 'number', value: '12' }],
  ['in any case', '-3l', { kind: 'number', value: '-3' }],
  ['a single is real', '10f', { kind: 'number', value: '10.0' }],
  ['so is a decimal', '50M', { kind: 'number', value: '50.0' }],
  ['and a double', '1.5d', { kind: 'number', value: '1.5' }],
  ['an exponent', '-1.5E+3', { kind: 'number', value: '-1.5e3' }],
  ['an exponent whose plus came as a blank', '1e 06f', { kind: 'number', value: '1e06' }],
  ['true', 'true', { kind: 'boolean', value: true }],
  ['null', 'null', { kind: 'null', value: null }],
  ['a v3 date', "datetime'1994-10-14T00:00:00.000Z'", { kind: 'date', value: Date.UTC(1994, 9, 14) }],
  ['a v3 date without Z', "datetime'1994-10-14T00:00:00'", { kind: 'date', value: Date.UTC(1994, 9, 14) }],
  [
    'seven digits and an offset',
    "datetimeoffset'2000-12-12T04:00:00.0000000-08:00'",
    { kind: 'date', value: Date.UTC(2000, 11, 12, 12) },
  ],
  ['an offset whose plus came as a blank', "datetimeoffset'1970-01-01T01:00:00.5 01:00'", { kind: 'date', value: 500 }],
  ['a v4 date', '2021-03-01T07:30:22Z', { kind: 'date', value: Date.UTC(2021, 2, 1, 7, 30, 22) }],
  ['a v4 date with a lost plus', '2021-03-01T07:30:22 01:00', { kind: 'date', value: Date.UTC(2021, 2, 1, 6, 30, 22) }],
  ['a v4 day', '1994-10-14', { kind: 'day', value: '1994-10-14' }],
  ['a v4 time', '02:14:00', { kind: 'time', value: '02:14:00.000' }],
  ['a time finer than a millisecond', '12:15:00.1239', { kind: 'time', value: '12:15:00.123' }],
  ['a v3 time that is no duration', "time'12:15:00'", { kind: 'time', value: '12:15:00.000' }],
  [
    'a v3 guid',
    "guid'AA4DA0B5-0000-4000-8000-000000000001'",
    { kind: 'text', value: 'AA4DA0B5-0000-4000-8000-000000000001' },
  ],
  [
    'a v4 guid',
    'aa4da0b5-0000-4000-8000-000000000001',
    { kind: 'text', value: 'aa4da0b5-0000-4000-8000-000000000001' },
  ],
  [
    'a guid of digits',
    '11111111-1111-1111-1111-111111111111',
    { kind: 'text', value: '11111111-1111-1111-1111-111111111111' },
  ],
  [
    'a cast date',
    'cast(2021-03-01T07:30:22.000Z,Edm.DateTimeOffset)',
    { kind: 'date', value: Date.UTC(2021, 2, 1, 7, 30, 22) },
  ],
  [
    'a quoted cast date',
    "cast('2021-03-01T07:30:22.000Z', Edm.DateTimeOffset)",
    { kind: 'date', value: Date.UTC(2021, 2, 1, 7, 30, 22) },
  ],
  ['a cast date with a lost plus', 'cast(1970-01-01T01:00:00 01:00,Edm.DateTimeOffset)', { kind: 'date', value: 0 }],
  ['a day cast to a date', 'cast(1970-01-02,Edm.DateTimeOffset)', { kind: 'date', value: 86_400_000 }],
  ['a cast day', 'cast(1994-10-14,Edm.Date)', { kind: 'day', value: '1994-10-14' }],
  ['a midnight cast to a day', 'cast(1994-10-14T00:00:00Z,Edm.Date)', { kind: 'day', value: '1994-10-14' }],
  ['a cast time', 'cast(07:14:00,Edm.TimeOfDay)', { kind: 'time', value: '07:14:00.000' }],
  [
    'a cast guid',
    'cast(aa4da0b5-0000-4000-8000-000000000001,Edm.Guid)',
    { kind: 'text', value: 'aa4da0b5-0000-4000-8000-000000000001' },
  ],
  ['a cast number', "cast('5',Edm.Int32)", { kind: 'number', value: '5' }],
  ['a cast text', "cast('null',Edm.String)", { kind: 'text', value: 'null' }],
  ['a cast null', 'cast(null,Edm.Guid)', { kind: 'null', value: null }],
  ['a cast boolean', 'cast(TRUE,Edm.Boolean)', { kind: 'boolean', value: true }],
])('%s: %s', (_, text, literal) => {
  expect(parseFilter(text).filter).toEqual(literal);
});

test.each([
  ['a quote that is not closed', "title eq 'x", 9],
  ['an unknown function', 'a eq 1 and foo(x) eq 1', 11],
  ['too few arguments', "substringof('x')", 0],
  ['too many arguments', 'a or length(a,b) eq 1', 5],
  ['no arguments', 'length()', 0],
  ['a symbolic minus', '(year - 1900) ge 100', 6],
  ['a symbolic operator', 'year >= 100', 5],
  ['a missing operand', 'year eq', 7],
  ['a missing operator', 'year 5', 5],
  ['a missing parenthesis', '(year eq 5', 10],
  ['a parenthesis too many', 'year eq 5)', 9],
  ['a chained comparison', 'a eq b eq c', 7],
  ['a chained list', 'a eq b in (1)', 7],
  ['a list of members', 'a in (b)', 6],
  ['a list without parentheses', 'a in 5', 5],
  ['a list with a comma too many', 'a in (5,)', 8],
  ['a number that runs into a word', 'a eq 12abc', 5],
  ['a number that no double is near', 'a eq 1e999', 5],
  ['a day that does not exist', 'a eq 2021-02-30', 5],
  ['a time that does not exist', 'a eq 25:00:00', 5],
  ['text that is no date', "a eq datetime'yesterday'", 5],
  ['a duration', "a eq time'PT5M'", 5],
  ['a binary literal', "X'0a1b' eq bin", 0],
  ['the other binary literal', "bin eq binary'0a'", 7],
  ['a geographic literal', "geography'POINT(-97 38)' eq p", 0],
  ['an unknown prefix', "a eq duration'P1D'", 5],
  ['text that is no guid', "a eq guid'x'", 5],
  ['a cast to no type', 'a eq cast(5)', 11],
  ['a cast to an unknown type', 'a eq cast(5,Edm.Stream)', 12],
  ['a cast of a member', 'a eq cast(b,Edm.Int32)', 10],
  ['a cast of something else', 'a eq cast(5,Edm.Guid)', 10],
  ['a path', 'a/b eq 1', 1],
  ['a function with dots', 'geo.distance(a,b) lt 1', 3],
  ['an emoji where an operator belongs', 'a 😀 b', 2],
  ['nothing', '', 0],
  ['a character that SQL text cannot hold', "a eq '\0'", 5],
  ['a name without end', 'a'.repeat(129), 0],
])('refused with its place: %s', (_, text, position) => {
  const { code, field, position: at, detail } = refusalOf(parseFilter, text);
  expect({ code, field, at }).toEqual({ code: 'invalid_query', field: '$filter', at: position });
  expect(detail).toMatch(/^\$filter \(at \d+\): [A-Z"'a-z].*\.$/s);
});

const nested = (open: string, inner: string, close: string, times: number) =>
  open.repeat(times) + inner + close.repeat(times);

test.each([
  ['200 open parentheses', nested('(', 'a', ')', 200)],
  ['200 open parentheses around chains', `${nested('(', 'a', ' or b)', 200)}`],
  ['32 levels of not', nested('not (', 'a', ')', 32)],
  ['32 levels of functions', `${nested('trim(', 'a', ')', 31)} eq 'x'`],
  ['32 levels of sums', `a${' add 1'.repeat(31)} eq 1`],
  ['2,000 parts', `${'a eq 1 or '.repeat(665)}a or b or c or d or e`],
  ['1,000 values', `a in (${Array.from({ length: 1000 }, (_, n) => n).join(',')})`],
])('within the limits: %s', (_, text) => {
  expect(() => parseFilter(text)).not.toThrow();
});

test.each([
  ['201 open parentheses', nested('(', 'a', ')', 201)],
  ['100,000 open parentheses', '('.repeat(100_000)],
  ['33 levels of not', nested('not (', 'a', ')', 33)],
  ['100,000 times not', 'not '.repeat(100_000)],
  ['33 levels of functions', `${nested('trim(', 'a', ')', 32)} eq 'x'`],
  ['33 levels of sums', `a${' add 1'.repeat(32)} eq 1`],
  ['a sum without end', `a${' add 1'.repeat(100_000)} eq 1`],
  ['2,001 parts', `${'a eq 1 or '.repeat(665)}a or b or c or d or e or f`],
  ['1,001 values', `a in (${Array.from({ length: 1001 }, (_, n) => n).join(',')})`],
])('over the limits: %s', (_, text) => {
  expect(refusalOf(parseFilter, text)).toMatchObject({ code: 'invalid_query', field: '$filter' });
});
