import { describe, expect, test } from 'vitest';
import type { DeclaredColumns } from '../../../client/query/columns.ts';
import { type Query, wholeTable } from '../../../client/query/query.ts';
import { runQuery } from '../../../client/query/run-query.ts';
import { TableQuery } from '../../../client/query/table-query.ts';
import type { Condition, Members } from '../../../client/query/typed-expression.ts';
import type { JsonRecord } from '../../../client/queue/record-entry.ts';
import type { Json } from '../../../src/protocol/column-kind.ts';
import { operations } from '../../../src/protocol/filter-operation.ts';

type Anything = {
  id: string;
  text: string | null;
  n: number | null;
  m: number;
  big: string | null;
  done: boolean | null;
  due: string | null;
  alarm: string | null;
  meta: object | null;
  deleted?: boolean;
  updatedAt?: string;
};
const table = new TableQuery<Anything>('todoitem', async () => ({ records: [] }));

const ids = (records: readonly JsonRecord[], query: Query, declared?: DeclaredColumns): string =>
  runQuery(records, query, operations, declared)
    .records.map(({ id }) => id)
    .join('');

/** Records with the ids a, b, c and so on, that have these values in a member. */
const withValues = (member: string, ...values: readonly Json[]): JsonRecord[] =>
  values.map((value, at) => ({ id: String.fromCharCode(97 + at), [member]: value }));

const at = (text: string): Date => new Date(text);

describe('a filter lets pass', () => {
  test.each<[string, JsonRecord[], (t: Members<Anything>) => Condition, string, DeclaredColumns?]>([
    [
      'dates by the time that they name',
      withValues('due', '2026-11-21T09:30:00.000Z', '2026-11-21T11:30+02:00', '2026-11-21', null),
      (t) => t.due.eq(at('2026-11-21T09:30Z')),
      'ab',
    ],
    [
      'dates that servers print with 7 digits',
      withValues('due', '2026-11-21T09:30:00.1230000Z', '2026-11-21T09:30:00.1234567Z', '2026-11-21T09:30:00.124Z'),
      (t) => t.due.gt(at('2026-11-21T09:30:00.123Z')),
      'bc',
    ],
    [
      'no text that is no date',
      withValues('due', 'soon', '2026-11-21T00:00:00.000Z'),
      (t) => t.due.gt(at('0001-01-01')),
      'b',
    ],
    [
      'parts of dates in UTC',
      withValues('due', '2026-01-01T00:30:00+01:00', '2026-01-01T00:30:00Z'),
      (t) => t.due.year().eq(2025),
      'a',
    ],
    [
      'seconds whatever follows them',
      withValues('due', '2026-01-01T00:30:59.9999999Z', '2026-01-01T00:30:58Z'),
      (t) => t.due.second().eq(59),
      'a',
    ],
    [
      'what the server stamped, by time',
      withValues('updatedAt', '2026-11-21T09:30:00.0000000Z', '2026-11-21T09:30:00.001Z'),
      (t) => t.updatedAt.eq('2026-11-21T09:30Z'),
      'a',
    ],
    [
      'declared dates next to text',
      withValues('due', '2026-11-21T09:30:00.000Z', '2026-11-21T09:30:00.001Z'),
      (t) => t.due.le('2026-11-21T09:30:00Z'),
      'a',
      { due: 'date' },
    ],
    [
      'declared times next to text',
      withValues('alarm', '09:30:00.000', '09:30', '9:30'),
      (t) => t.alarm.eq('09:30:00'),
      'ab',
      { alarm: 'time' },
    ],
    [
      'declared days next to dates',
      withValues('due', '2026-11-21', '2026-11-22', null),
      (t) => t.due.ge(at('2026-11-22')),
      'b',
      { due: 'day' },
    ],
    [
      'big integers to the last digit',
      withValues('big', '12345678901234567890', '12345678901234567891', '9'),
      (t) => t.big.gt(12345678901234567890n),
      'b',
    ],
    [
      'big integers that nobody declared, next to small ones',
      withValues('big', '10', '9', '11', 'x', null),
      (t) => t.big.ge(10n),
      'ac',
    ],
    [
      'numbers next to small and very big integers',
      withValues('n', 5, 6, null),
      (t) => t.n.eq(5).or(t.n.gt(2n ** 70n)),
      'a',
    ],
    ['numbers next to numbers that end in zeros', withValues('n', 5, 2 ** 60, null), (t) => t.n.in([2 ** 60, 5]), 'ab'],
    ['declared big integers next to text', withValues('big', '10', '9'), (t) => t.big.gt('09'), 'a', { big: 'bigint' }],
    ['integers that are declared, cut', withValues('n', 7, 6), (t) => t.n.div(2).eq(3), 'ab', { n: 'integer' }],
    ['numbers that are not, as fractions', withValues('n', 7, 6), (t) => t.n.div(2).eq(3), 'b'],
    ['text by case and code points', withValues('text', 'a', 'A', '\uffff', '😀'), (t) => t.text.gt('\uffff'), 'd'],
    [
      'numbers next to numbers in members of which nothing is known',
      [
        { id: 'a', n: 9, m: 10 },
        { id: 'b', n: 10, m: 9 },
      ],
      (t) => t.n.lt(t.m),
      'a',
    ],
    ['null as a value', withValues('n', null, 1, 2), (t) => t.n.ne(1), 'ac'],
    ['what is missing as null', [{ id: 'a' }, { id: 'b', text: 'x' }], (t) => t.text.eq(null), 'a'],
    ['no number as null, because nothing is known of it', withValues('n', 0, null, 5), (t) => t.n.eq(null), 'b'],
    ['JSON that is there', withValues('meta', {}, [], null), (t) => t.meta.ne(null), 'ab'],
    [
      'records that the server has not seen as not deleted',
      [{ id: 'a' }, { id: 'b', deleted: true }, { id: 'c', deleted: false }],
      (t) => t.deleted.eq(false),
      'ac',
    ],
  ])('%s', (_, records, condition, passing, declared) => {
    expect(ids(records, table.where(condition).toQuery(), declared)).toBe(passing);
  });

  test('no member that only every object has', () => {
    const named = new TableQuery<{ constructor: string }>('todoitem', async () => ({ records: [] }));
    expect(ids([{ id: 'a' }], named.where((t) => t.constructor.ne(null)).toQuery())).toBe('');
    const own: JsonRecord = { id: 'a', constructor: 'x' };
    expect(ids([own], named.where((t) => t.constructor.ne(null)).toQuery())).toBe('a');
  });

  test.each<[string, (t: Members<Anything>) => Condition]>([
    ['a function of another type', (t) => t.text.year().eq(2026)],
    ['a comparison with another type', (t) => t.n.eq(t.m.add(1)).and(t.text.gt(t.due))],
    ['a list with another type', (t) => t.text.in(['a', new Date(0)])],
    ['a part beside one that decides', (t) => t.done.eq(true).or(t.text.hour().eq(1))],
  ])('nothing, and says so, where the server refuses %s', (_, condition) => {
    const query = table.where(condition).toQuery();
    const declared = { text: 'string', due: 'date', n: 'number', m: 'number', done: 'boolean' } as const;
    for (const records of [[], [{ id: 'a', done: true }]]) {
      expect(() => runQuery(records, query, operations, declared)).toThrow(TypeError);
      expect(() => runQuery(records, query, operations, declared)).toThrow(
        /^\$filter: (string is no date|date is no string)/,
      );
    }
  });

  test('nothing, and says so, when what a member is told to be does not fit', () => {
    const query = table.where((t) => t.text.contains('a').and(t.text.year().eq(2026))).toQuery();
    expect(() => runQuery([], query, operations)).toThrow('$filter: date is no string.');
  });
});

describe('records are ordered', () => {
  test('by id without an order', () => {
    expect(ids([{ id: 'b' }, { id: 'B' }, { id: 'a' }], wholeTable)).toBe('Bab');
  });

  test.each<[string, readonly Json[], string, string, DeclaredColumns?]>([
    ['text by code points', ['b', 'a', 'B', '😀', '\uffff'], 'cbaed', 'deabc'],
    ['numbers by size', [10, 9, -1, 9.5], 'cbda', 'adbc'],
    ['false before true', [true, false, true], 'bac', 'acb'],
    ['null first, and last when it descends', ['b', null, 'a'], 'bca', 'acb'],
    [
      'declared dates by time',
      ['2026-01-01T01:00:00+02:00', '2025-12-31T23:30:00.000Z', '2026-01-01'],
      'abc',
      'cba',
      { x: 'date' },
    ],
    [
      'dates to less than a millisecond',
      ['2026-01-01T00:00:00.0002Z', '2026-01-01T00:00:00.0001000Z'],
      'ba',
      'ab',
      { x: 'date' },
    ],
    ['declared big integers by size', ['10', '9', '-10', '-9'], 'cdba', 'abdc', { x: 'bigint' }],
    ['equal values by id', ['a', 'b', 'a'], 'acb', 'bac'],
    ['numbers before text, where a member has both', ['1', 2, null, true], 'cdba', 'abdc'],
  ])('%s', (_, values, ascending, descending, declared) => {
    const records = withValues('x', ...values).reverse();
    const by = (direction: boolean): Query => ({ ...wholeTable, orderBy: [{ member: 'x', descending: direction }] });
    expect([ids(records, by(false), declared), ids(records, by(true), declared)]).toEqual([ascending, descending]);
  });

  test('by one key after the other', () => {
    const records = [
      { id: 'a', text: 'x', n: 1 },
      { id: 'b', text: 'x', n: 2 },
      { id: 'c', text: 'w', n: 1 },
      { id: 'd', text: 'x', n: 2 },
    ];
    expect(ids(records, table.orderBy('text').orderByDescending('n').toQuery())).toBe('cbda');
    expect(ids(records, table.orderByDescending('n', 'id').toQuery())).toBe('dbca');
  });

  test('dates that only the filter tells of by time', () => {
    const records = withValues('due', '2026-01-01T01:00:00+02:00', '2025-12-31T22:30:00Z');
    expect(
      ids(
        records,
        table
          .orderBy('due')
          .where((t) => t.due.gt(new Date(0)))
          .toQuery(),
      ),
    ).toBe('ba');
  });
});

const letters = Array.from('hgfedcba', (id, n) => ({ id, n, text: n % 2 === 0 ? 'even' : null }));

test.each<[string, TableQuery<Anything>, string]>([
  ['skip leaves out the first', table.skip(5), 'fgh'],
  ['take ends it', table.take(3), 'abc'],
  ['skip goes before take', table.take(3).skip(2), 'cde'],
  ['there may be nothing left', table.skip(9).take(1), ''],
  ['nothing may be asked for', table.take(0), ''],
  ['both come after the order', table.orderBy('n').skip(1).take(2), 'gf'],
  ['and after the filter', table.where({ text: 'even' }).skip(1).take(2), 'df'],
])('%s', (_, query, order) => {
  expect(ids(letters, query.toQuery())).toBe(order);
});

test('the total count is that of the filter, whatever the page', () => {
  const query = table.where({ text: 'even' }).skip(1).take(1);
  expect(runQuery(letters, query.includeTotalCount().toQuery(), operations)).toMatchObject({
    records: [{ id: 'd' }],
    totalCount: 4,
  });
  expect(runQuery(letters, query.toQuery(), operations)).toEqual({ records: [{ id: 'd', n: 4, text: 'even' }] });
});

test('select gives those members and no others, and null for what is missing', () => {
  const query = table.where({ done: null }).select('id', 'done', 'text').take(2).toQuery();
  expect(runQuery(letters, query, operations).records).toEqual([
    { id: 'a', done: null, text: null },
    { id: 'b', done: null, text: 'even' },
  ]);
});

test('records are given as they are, and where they were nothing moves', () => {
  const records = Object.freeze([Object.freeze({ id: 'b' }), Object.freeze({ id: 'a' })]);
  const found = runQuery(records, wholeTable, operations).records;
  expect(found).toEqual([{ id: 'a' }, { id: 'b' }]);
  expect(found[1]).toBe(records[0]);
});
