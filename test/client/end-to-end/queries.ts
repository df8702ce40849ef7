/** Queries: the same records in the same order, asked of the service and of the device. */
import { expect, test } from 'vitest';
import type { Row, TableQuery } from '../../../client/index.ts';
import type * as tables from '../../worker/owned/tables.ts';
import type { NewUser } from './user.ts';

type Dish = Row<typeof tables, 'kitchen'>;
type Ask = (dishes: TableQuery<Dish>) => TableQuery<Dish, object>;

const dishes = ['Apple', 'apple', 'Äpfel', 'bread', 'Bread and butter', "it's", '', '日本', '\u{1f95b}'].map(
  (text, n) => ({
    id: `dish-${n}`,
    text: n === 6 ? null : text,
    value: [0.1, 0.2, 0.30000000000000004, -1, 1e21, null, 0, 2.5, -2.5][n] ?? null,
    count: [1, 2, 3, -4, 5, 0, null, 7, 7][n] ?? null,
    complete: n % 3 === 0,
    due: n === 4 ? null : `2026-0${n + 1}-28T2${n % 4}:00:00.00${n}Z`,
    birthday: n === 5 ? null : `202${n}-02-28`,
    alarm: `0${n}:30:00.000`,
    meta: n % 2 === 0 ? { n } : null,
    big: n === 3 ? null : `${n % 2 === 0 ? '-' : ''}${n + 1}${'0'.repeat(2 * n)}`,
  }),
);

const questions: Readonly<Record<string, Ask>> = {
  'the whole table': (all) => all,
  'equal members': (all) => all.where({ complete: true, count: 1 }),
  'members that are null': (all) => all.where({ text: null }),
  'text in both cases': (all) => all.where((t) => t.text.toLower().eq('apple')),
  'parts of text': (all) => all.where((t) => t.text.contains('read').or(t.text.startsWith('Ä'))),
  'text by its order': (all) => all.orderByDescending('text'),
  'numbers and arithmetic': (all) => all.where((t) => t.value.mul(2).gt(0.3).and(t.count.mod(2).eq(1))),
  'what is not so': (all) => all.where((t) => t.complete.eq(true).not()).orderBy('count'),
  'points in time': (all) => all.where((t) => t.due.gt(new Date('2026-03-28T22:00:00.002Z'))).orderByDescending('due'),
  'parts of dates': (all) => all.where((t) => t.due.month().lt(5).and(t.due.hour().gt(20))),
  'days and times': (all) => all.where((t) => t.birthday.ge('2024-02-28').and(t.alarm.lt('08:00:00'))),
  'big integers by their size': (all) => all.where((t) => t.big.gt(0n)),
  'some of many': (all) => all.where((t) => t.text.in(['Apple', 'bread', "it's"])),
  'a page, with how many there are': (all) => all.orderBy('complete', 'count').skip(2).take(3).includeTotalCount(),
  'some members': (all) => all.orderByDescending('value').select('id', 'text', 'value'),
};

export function declareQueries(newUser: NewUser): void {
  test('a typed query gives on the device what it gives online', async () => {
    const anna = newUser();
    const columns = {
      value: 'number',
      count: 'integer',
      due: 'date',
      birthday: 'day',
      alarm: 'time',
      big: 'bigint',
    } as const;
    const all = { text: 'string', complete: 'boolean', meta: 'json', ...columns } as const;
    const { client, context, kitchen } = await anna.openDevice({ tables: { kitchen: { columns: all } } });
    for (const dish of dishes) await kitchen.insert(dish);
    expect(await context.push()).toEqual({ completed: dishes.length, errors: [] });
    const online = client.table('kitchen');
    for (const [name, ask] of Object.entries(questions)) {
      const [there, here] = [await ask(online).read(), await ask(kitchen).read()];
      const withoutOwner = there.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([key]) => key !== 'userId')),
      );
      expect([...here], name).toEqual(withoutOwner);
      expect(Reflect.get(here, 'totalCount'), name).toBe(Reflect.get(there, 'totalCount'));
      expect(here.length, name).toBeGreaterThan(0);
    }
  });
}
