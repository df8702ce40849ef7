import { expect, test } from 'vitest';
import type { Query } from '../../../client/query/query.ts';
import { TableQuery } from '../../../client/query/table-query.ts';
import { printFilter } from '../../../src/protocol/print-filter.ts';

type Todo = { id: string; text: string | null; complete: boolean; due: string | null };

const nothing = async () => ({ records: [] });
const todos = new TableQuery<Todo>('todoitem', nothing);

const filterText = ({ filter }: Query): string | undefined => filter && printFilter(filter);

test('a query without steps is the whole table', () => {
  expect(todos.toQuery()).toEqual({ orderBy: [], skip: 0, includeTotalCount: false });
});

test('steps add up, and none changes the query that it was made from', () => {
  const open = todos.where((t) => t.complete.eq(false));
  const page = open.orderBy('text', 'due').orderByDescending('id').select('id', 'text').skip(20).take(10);
  expect(page.includeTotalCount().toQuery()).toEqual({
    filter: open.toQuery().filter,
    orderBy: [
      { member: 'text', descending: false },
      { member: 'due', descending: false },
      { member: 'id', descending: true },
    ],
    select: ['id', 'text'],
    skip: 20,
    top: 10,
    includeTotalCount: true,
  });
  expect(open.toQuery()).toEqual({ ...todos.toQuery(), filter: open.toQuery().filter });
  expect(todos.toQuery()).toEqual({ orderBy: [], skip: 0, includeTotalCount: false });
});

test.each<[string, TableQuery<Todo>, string | undefined]>([
  [
    'members of an object are equal',
    todos.where({ complete: false, text: null }),
    'complete eq false and text eq null',
  ],
  ['to dates too', todos.where({ due: new Date(0) }), 'due eq 1970-01-01T00:00:00.000Z'],
  ['an object without members asks for nothing', todos.where({}), undefined],
  [
    'every where must hold',
    todos
      .where({ complete: true })
      .where((t) => t.text.eq('a').or(t.text.eq('b')))
      .where((t) => t.due.ne(null).and(t.text.ne(null))),
    "complete eq true and (text eq 'a' or text eq 'b') and due ne null and text ne null",
  ],
])('%s', (_, query, text) => {
  expect(filterText(query.toQuery())).toBe(text);
});

test('the last skip, take and select hold', () => {
  const query = todos.skip(1).skip(2).take(3).take(0).select('text').select('id').toQuery();
  expect(query).toMatchObject({ skip: 2, top: 0, select: ['id'] });
});

test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
  '%d records can neither be skipped nor taken',
  (count) => {
    expect(() => todos.skip(count)).toThrow(RangeError);
    expect(() => todos.skip(count)).toThrow(`skip takes a count, not ${count}.`);
    expect(() => todos.take(count)).toThrow(RangeError);
    expect(() => todos.take(count)).toThrow(`take takes a count, not ${count}.`);
  },
);

// As of JavaScript, or of a name that a user typed.
const untyped = new TableQuery<{ [member: string]: string }>('todoitem', nothing);

test.each(['', 'a b', 'id eq id or x', 'a,b', 'a/b', "a'", '1a', 'é', 'a\n'])('%j is no member', (name) => {
  expect(() => untyped.where({ [name]: 'x' })).toThrow(TypeError);
  expect(() => untyped.where((t) => t[name]?.eq('x') ?? expect.fail())).toThrow(TypeError);
  expect(() => untyped.orderBy(name)).toThrow(TypeError);
  expect(() => untyped.orderByDescending(name)).toThrow(TypeError);
  expect(() => untyped.select(name)).toThrow(TypeError);
});

test.each(['then', 'constructor', 'toString', '__proto__', 'length'])('%s is a member like any other', (name) => {
  expect(filterText(untyped.where((t) => t[name]?.eq('x') ?? expect.fail()).toQuery())).toBe(`${name} eq 'x'`);
});

test.each<[string, unknown]>([
  ['what JavaScript compared', true],
  ['nothing', undefined],
  ['text of OData', 'complete eq false'],
  ['a filter that was not built here', { filter: { kind: 'boolean', value: true } }],
])('a condition is not %s', (_, given) => {
  // A function of another type than the compiler lets through, as JavaScript may give it.
  const condition: () => never = new Function('given', 'return () => given')(given);
  expect(() => todos.where(condition)).toThrow('where takes a condition');
});

test('read gives the records of whoever runs the query, in an array of its own', async () => {
  const asked: Query[] = [];
  const records = [{ id: 'a' }, { id: 'b' }];
  const query = new TableQuery<{ id: string }>('todoitem', async (query) => {
    asked.push(query);
    return { records };
  });
  const read = await query.take(2).read();
  expect(read).toEqual(records);
  expect(read).not.toBe(records);
  expect(asked).toEqual([query.take(2).toQuery()]);
});

test('the total count comes with the records', async () => {
  const read = await new TableQuery<{ id: string }>('todoitem', async () => ({ records: [{ id: 'a' }], totalCount: 7 }))
    .includeTotalCount()
    .read();
  expect([...read]).toEqual([{ id: 'a' }]);
  expect(read.totalCount).toBe(7);
});

test('a query that cannot be run rejects', async () => {
  const failed = new TableQuery<{ id: string }>('todoitem', async () => Promise.reject(new Error('no network')));
  await expect(failed.read()).rejects.toThrow('no network');
});
