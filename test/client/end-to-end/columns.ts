/** Columns: which a device keeps, and what it makes of their values. */
import { expect, test } from 'vitest';
import type { NewUser } from './user.ts';

const kinds = {
  text: 'string',
  value: 'number',
  count: 'integer',
  complete: 'boolean',
  due: 'date',
  birthday: 'day',
  alarm: 'time',
  meta: 'json',
  big: 'bigint',
} as const;

const empty = { text: null, value: null, count: null, due: null, birthday: null, alarm: null, meta: null, big: null };
const records = [
  {
    id: 'full',
    text: 'Grüße, "日本" \u{1f95b}\n\t\\ \u2028',
    value: 0.1,
    count: Number.MAX_SAFE_INTEGER,
    complete: true,
    due: '2026-11-21T09:30:00.123Z',
    birthday: '2024-02-29',
    alarm: '23:59:59.999',
    meta: { list: [1, 'two', null, { three: false }], 'a.b': 0.5 },
    big: '-123456789012345678901234567890',
  },
  {
    id: 'edges',
    text: '',
    value: -1.7976931348623157e308,
    count: Number.MIN_SAFE_INTEGER,
    complete: false,
    due: '0001-01-01T00:00:00.000Z',
    birthday: '9999-12-31',
    alarm: '00:00:00.000',
    meta: [],
    big: '0',
  },
  { ...empty, id: 'empty', complete: false },
];

export function declareColumns(newUser: NewUser): void {
  test.each([
    ['declares', { kitchen: { columns: kinds } }],
    ['does not declare', {}],
  ])('values of every kind are the same here, on the server and on a device that %s the kinds', async (_, tables) => {
    const anna = newUser();
    const [phone, tablet] = [await anna.openDevice(), await anna.openDevice({ tables })];
    for (const record of records) expect(await phone.kitchen.insert(record)).toEqual(record);
    expect(await phone.context.push()).toEqual({ completed: records.length, errors: [] });
    const server = await anna.onServer('kitchen');
    expect(server).toMatchObject(records);
    expect(await phone.kitchen.orderBy('updatedAt').read()).toEqual(server);
    expect(await tablet.kitchen.pull()).toMatchObject({ received: records.length, unfit: [] });
    expect(await tablet.kitchen.orderBy('updatedAt').read()).toMatchObject(records);
  });

  test('dates and big integers may be given as such, and are read as text', async () => {
    const anna = newUser();
    const { client, context } = await anna.openDevice();
    const untyped = client.syncTable('kitchen');
    const given: unknown = { id: 'a', due: new Date(0), big: 12345678901234567890n };
    await Reflect.apply(untyped.insert, untyped, [given]);
    await context.push();
    expect(await anna.onServer('kitchen')).toMatchObject([
      { due: '1970-01-01T00:00:00.000Z', big: '12345678901234567890' },
    ]);
  });

  test('a version of the app that keeps more columns gets them for all records, and nothing that waits is lost', async () => {
    const anna = newUser();
    const tablet = await anna.openDevice();
    await tablet.todos.insert({ id: 'milk', text: 'milk', complete: true, listId: 'home' });
    await tablet.sync();
    const before = await anna.openDevice({ tables: { todoitem: { columns: { text: 'string' } } } });
    await before.sync();
    expect(await before.todos.read()).not.toMatchObject([{ complete: true }]);
    await before.todos.update({ id: 'milk', text: 'oat milk' });
    await before.todos.insert({ id: 'bread', text: 'bread' });
    const columns = { text: 'string', complete: 'boolean', listId: 'string' } as const;
    const after = await before.restart({ tables: { todoitem: { columns } } });
    expect(await after.queue()).toEqual(['update milk queued', 'insert bread queued']);
    await after.sync();
    expect(await after.todos.orderBy('id').read()).toMatchObject([
      { id: 'bread', text: 'bread', complete: false, listId: null },
      { id: 'milk', text: 'oat milk', complete: true, listId: 'home' },
    ]);
    expect(await anna.onServer()).toMatchObject([
      { text: 'oat milk', complete: true, listId: 'home' },
      { text: 'bread' },
    ]);
  });

  test('a record that does not fit the columns is told of, and the others are pulled', async () => {
    const anna = newUser();
    const tablet = await anna.openDevice();
    for (const text of ['2026-11-21', 'tomorrow']) await tablet.todos.insert({ id: text, text });
    await tablet.sync();
    const phone = await anna.openDevice({ tables: { todoitem: { columns: { text: 'day' } } } });
    const { received, unfit } = await phone.todos.pull(phone.todos, 'all');
    expect(received).toBe(2);
    expect(unfit).toEqual([{ row: expect.objectContaining({ id: 'tomorrow' }), reason: '"text" is no day.' }]);
    expect(await phone.todos.read()).toMatchObject([{ id: '2026-11-21' }]);
  });
}
