import { expect, test } from 'vitest';
import { checkFilter } from '../../../src/odata/check-filter.ts';
import { parseFilter } from '../../../src/odata/parse-filter.ts';
import { evaluatorOf } from '../../../src/protocol/evaluate.ts';
import type { WireRecord } from '../../../src/protocol/wire-value.ts';
import { columns } from './arbitrary-filter.ts';

const record: WireRecord = {
  id: '100',
  text: 'Fight Club',
  x: 2.5,
  count: 7,
  complete: true,
  due: '1994-10-14T12:34:56.789Z',
  birthday: '2022-02-14',
  alarm: '02:14:05.250',
  big: '12345678901234567890',
  meta: { any: 'thing' },
};

const answers = (filter: string, of: WireRecord = record): boolean => {
  const { filter: tree, positions } = parseFilter(filter);
  checkFilter(tree, columns, positions);
  return evaluatorOf(tree, columns).passes(of);
};

test.each([
  ['null is a value: eq', 'other eq null'],
  ['null is a value: ne', "other ne 'PG-13'"],
  ['null equals null', 'other eq other and null eq null'],
  ['null is not what has a value', 'text ne null and not (text eq null)'],
  ['no order holds for null', "not (other lt 'a') and not (other ge 'a') and not (null lt 5)"],
  ['a negated comparison includes null', "not (other eq 'a')"],
  ['a negated order includes null', 'not (y gt 5)'],
  ['a negated boolean column includes null', 'not hidden'],
  ['a condition of null is false', "contains(other,'a') eq false and not startswith(other,'')"],
  ['text of null is null', 'concat(text,other) eq null and tolower(other) eq null'],
  ['sums with null are null', 'y add 1 eq null'],
  ['true is not null, and false rules', 'not ((true eq null) and false)'],
  ['a bare column is a condition', 'complete'],
  ['conditions compare', 'false eq (hidden or not complete)'],
  ['nothing is in an empty list', 'not (id in ()) and not (other in ())'],
  ['null is in a list that has it', 'other in (1,null)'],
  ['a list of numbers next to text', 'id in (99,100)'],
  ['text next to a number compares as text', "id eq 100 and id gt '1' and id lt 99"],
  ['text orders by case', "text lt 'a' and 'B' lt text"],
  ['the highest characters order above surrogates', "'😀' gt '\uffff' and 'a😀' gt 'a\ue000'"],
  ['percent and underscore are themselves', "not contains('100',  '%') and contains('a_b','_')"],
  ['substringof is contains', "substringof('Club',text) and contains(text,'Club')"],
  ['all text ends with nothing', "endswith(text,'') and startswith(text,'') and contains(text,'')"],
  ['longer text is no end', "not endswith('er','xer') and endswith('xer','er')"],
  ['case is folded in ASCII only', "tolower('ÀB') eq 'Àb' and toupper('éb') eq 'éB'"],
  ['blanks are trimmed at both ends', "trim('  a b ') eq 'a b'"],
  ['positions count from 0', "indexof(text,'F') eq 0 and indexof(text,'z') eq -1"],
  ['positions count characters', "indexof('😀x','x') eq 1 and length('😀é') eq 2 and substring('😀xy',1,1) eq 'x'"],
  ['text from a position', "substring(text,6) eq 'Club' and substring(text,0,2) eq 'Fi' and substring(text,20) eq ''"],
  ['the last character', "substring(text,length(text) sub 1,1) eq 'b'"],
  ['a position before the start is the start', "substring(text,-5,2) eq 'Fi' and substring(text,0,-1) eq ''"],
  [
    'replace takes patterns for what they are',
    "replace('a$&b','$&','$&$&') eq 'a$&$&b' and replace(text,'','x') eq text",
  ],
  ['concat', "concat(concat(text,'x'),'y') eq 'Fight Clubxy'"],
  ['whole numbers divide to whole numbers', 'count div 2 eq 3 and -7 div 2 eq -3'],
  ['real ones do not', 'count div 2.0 eq 3.5 and x div 2 eq 1.25'],
  ['what is rounded is real', 'floor(count) div 2 eq 3.5'],
  [
    'the rest has the sign of the dividend',
    'count mod 4 eq 3 and -7 mod 4 eq -3 and x mod 1 eq 0.5 and 9.5 mod 2 eq 1.5',
  ],
  ['division by zero is null', 'count div 0 eq null and x mod 0 eq null and x div 0.0 eq null'],
  ['halves round away from zero', 'round(x) eq 3 and round(-2.5) eq -3 and round(0.4) eq 0'],
  ['floor and ceiling', 'floor(-2.5) eq -3 and ceiling(-2.5) eq -2'],
  ['a sum of members', '(count add x) lt 10 and -count eq -7'],
  ['a whole date compares exactly', 'due eq 1994-10-14T12:34:56.789Z and due lt 1994-10-14T12:34:56.790Z'],
  ['offsets are respected', "due eq datetimeoffset'1994-10-14T13:34:56.789 01:00'"],
  ['a day next to a date is its midnight', 'due gt 1994-10-14 and due lt cast(1994-10-15,Edm.Date)'],
  ['quoted text next to a date is that date', "due gt '1994-10-14T12:00:00Z'"],
  ['parts of a date in UTC', 'year(due) eq 1994 and month(due) eq 10 and day(due) eq 14'],
  ['parts of a time of a date', 'hour(due) eq 12 and minute(due) eq 34 and second(due) eq 56'],
  ['parts of dates before 1970', "year(datetime'0001-01-01T00:00:00Z') eq 1 and hour(1969-12-31T23:59:59.999Z) eq 23"],
  ['parts of a day', 'year(birthday) eq 2022 and month(birthday) eq 2 and day(birthday) eq 14'],
  ['parts of a time of day', 'hour(alarm) eq 2 and minute(alarm) eq 14 and second(alarm) eq 5'],
  [
    'a day compares with days',
    "birthday ge 2022-02-14 and birthday eq cast(2022-02-14,Edm.Date) and birthday eq '2022-02-14'",
  ],
  ['a midnight next to a day is that day', "birthday eq datetime'2022-02-14T00:00:00Z'"],
  [
    'a time compares with times',
    "alarm gt 02:14:05 and alarm lt cast(02:14:05.251,Edm.TimeOfDay) and alarm lt '03:00'",
  ],
  ['big integers are exact', 'big eq 12345678901234567890 and big ne 12345678901234567891'],
  ['big integers order as numbers', 'big gt 9 and big gt -99999999999999999999999 and big lt 99999999999999999999999'],
  [
    'big integers in quotes and other spellings',
    "big eq '12345678901234567890' and big eq 0012345678901234567890.0 and big in (1,12345678901234567890L)",
  ],
  ['JSON can be asked for null', 'meta ne null and not (meta eq null)'],
])('%s: %s', (_, filter) => {
  expect(answers(filter)).toBe(true);
});

test.each(['hidden', 'null', 'null and true', 'not (true)'])(
  'a filter that is false or null passes nothing: %s',
  (filter) => {
    expect(answers(filter)).toBe(false);
  },
);

test('a member of the prototype is no member of the record', () => {
  const tree = parseFilter('toString eq null').filter;
  expect(evaluatorOf(tree, new Map([['toString', 'string']])).passes({})).toBe(true);
});
