import { expect, test } from 'vitest';
import { type DeclaredColumns, knownColumns } from '../../../client/query/columns.ts';
import { parseFilter } from '../../../src/odata/parse-filter.ts';
import { evaluatorOf } from '../../../src/protocol/evaluate.ts';
import type { ValueType } from '../../../src/protocol/value-type.ts';

type Types = { readonly [member: string]: ValueType };

/** The types of these members in the filter. */
function typesIn(text: string, members: Types, declared: DeclaredColumns = {}): object {
  const { types } = evaluatorOf(parseFilter(text).filter, knownColumns(declared));
  return Object.fromEntries(Object.keys(members).map((member) => [member, types.get(member)]));
}

test.each<[string, string, Types]>([
  ['next to text', "a eq 'x'", { a: 'string' }],
  ['next to a number, whole or not', 'a gt 1 and b lt 1.5', { a: 'integer', b: 'number' }],
  ['next to a number that no double holds', 'a eq 12345678901234567890', { a: 'bigint' }],
  ['next to a very large double', 'a lt 1e300', { a: 'number' }],
  ['next to a boolean', 'a eq true', { a: 'boolean' }],
  ['next to a date, on either side', '2026-11-21T00:00:00Z le a', { a: 'date' }],
  ['next to a day', 'a eq 2026-11-21', { a: 'day' }],
  ['next to a time of day', 'a eq 09:30:00', { a: 'time' }],
  ['next to null, of which nothing follows', 'a eq null', { a: 'null' }],
  ['in a list', 'a in (null,1) and b in () and c in (true)', { a: 'integer', b: 'null', c: 'boolean' }],
  ['as a condition', 'a and (b or not (c))', { a: 'boolean', b: 'boolean', c: 'boolean' }],
  ['in arithmetic', '-a add b eq null', { a: 'number', b: 'number' }],
  ['next to arithmetic', 'a eq 1 add 1', { a: 'integer' }],
  ['next to a condition', 'a eq (1 eq 1)', { a: 'boolean' }],
  [
    'in functions',
    'contains(a,b) and round(c) eq null and hour(d) eq null',
    { a: 'string', b: 'string', c: 'number', d: 'date' },
  ],
  ['next to functions', "a eq length('x') and b eq trim('x')", { a: 'integer', b: 'string' }],
  [
    'next to a member that is known',
    'a eq updatedAt and b eq big',
    { a: 'date', updatedAt: 'date', b: 'bigint', big: 'bigint' },
  ],
  ['next to one that is known later', 'a eq b and b eq c and c eq 1', { a: 'integer', b: 'integer', c: 'integer' }],
  [
    'next to a member that is known, whatever that is compared with',
    'id lt 100 and a eq id',
    { a: 'string', id: 'string' },
  ],
  ['next to one of which nothing is known', 'a eq b', { a: 'null', b: 'null' }],
  [
    'next to a date and text, both of which a date can be',
    "a eq '2026-11-22' or a eq 2026-11-21T00:00:00Z",
    { a: 'date' },
  ],
  ['next to text and numbers, both of which text can be', "a eq 1 or a eq 'x'", { a: 'string' }],
  ['in arithmetic, next to any number', '-a gt 12345678901234567890 or round(b) lt 1', { a: 'number', b: 'number' }],
  [
    'in arithmetic and functions, and next to a very big number',
    '-a gt 1 and a lt 12345678901234567890 and round(b) gt 1 and b lt 12345678901234567890',
    { a: 'number', b: 'number' },
  ],
  ['next to numbers of any size', 'a gt 1 or a gt 12345678901234567890', { a: 'bigint' }],
])('what a member is, is told by its place: %s', (_, text, types) => {
  expect(typesIn(text, types, { big: 'bigint' })).toEqual(types);
});

test('system members are what they are on every table', () => {
  const text = 'id eq 1 and version eq 1 and deleted eq null and createdAt eq null and updatedAt eq null';
  const columns: Types = { id: 'string', version: 'string', deleted: 'boolean', createdAt: 'date', updatedAt: 'date' };
  expect(typesIn(text, columns)).toEqual(columns);
});

test('declared members are what they are declared', () => {
  const declared: DeclaredColumns = { due: 'day', size: 'integer' };
  expect(typesIn("due eq '2026-11-21' and size div 2 eq 1", declared, declared)).toEqual(declared);
});

test('members may have the names of what every object has', () => {
  const { types } = evaluatorOf(parseFilter('constructor eq 1 and toString').filter, knownColumns({}));
  expect([types.get('constructor'), types.get('toString')]).toEqual(['integer', 'boolean']);
});
