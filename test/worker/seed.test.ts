import { expect, test } from 'vitest';
import { seedStatements } from '../../src/db/seed.ts';
import { string } from '../../src/table/column.ts';
import { syncTable } from '../../src/table/sync-table.ts';
import { serve } from './coded.ts';
import { db } from './database.ts';
import { uuid } from './db/operations.ts';
import { kitchen, ticket, todoitem } from './tables.ts';

const send = serve({});
const sow = (table: Parameters<typeof seedStatements>[0], id = uuid) =>
  db.write(seedStatements(table, id).map((sql) => ({ sql, params: [] })));

test('222: a table is born with its records, once, stamped like any others', async () => {
  const [first, second] = [uuid(), uuid()];
  const seeded = syncTable('todoitem', todoitem.columns, {
    seed: [
      { id: first, text: 'one' },
      { id: second, text: 'two', complete: true },
    ],
  });
  await sow(seeded);
  const before = await send('GET', `/tables/todoitem?$filter=id in ('${first}','${second}')&$orderby=updatedAt`);
  expect(before.body).toMatchObject({
    items: [
      { id: first, text: 'one', complete: false, deleted: false },
      { id: second, text: 'two', complete: true },
    ],
  });
  await sow(seeded);
  const after = await send('GET', `/tables/todoitem?$filter=id in ('${first}','${second}')&$orderby=updatedAt`);
  expect(after.body).toEqual(before.body);
  const changed = await send('PATCH', `/tables/todoitem/${first}`, { body: { text: 'changed' } });
  expect(changed.status).toBe(200);
  await sow(seeded);
  expect((await send('GET', `/tables/todoitem/${first}`)).body).toEqual(changed.body);
});

test('values of every kind are stored as if a client had sent them', async () => {
  const values = {
    text: 'it\'s "quoted";\n-- ✓',
    value: 67964.1931826,
    count: -(2 ** 53 - 1),
    complete: true,
    due: '2026-11-21T09:30:00.123Z',
    meta: { "it's": ['a', 1.5, null] },
    big: '12345678901234567890',
  };
  const id = uuid();
  await sow(syncTable('kitchen', kitchen.columns, { seed: [{ id, ...values }] }));
  expect((await send('GET', `/tables/kitchen/${id}`)).body).toMatchObject(values);
});

test('records without an id get one', async () => {
  const id = uuid();
  await sow(syncTable('todoitem', todoitem.columns, { seed: [{ text: 'a' }] }), () => id);
  expect((await send('GET', `/tables/todoitem/${id}`)).body).toMatchObject({ text: 'a' });
});

test('numbered records are numbered from 1, and the server goes on behind them', async () => {
  await sow(syncTable('ticket', ticket.columns, { id: 'integer', seed: [{ text: 'a' }, { text: 'b' }] }));
  expect((await send('GET', '/tables/ticket')).body).toMatchObject({
    items: [
      { id: 1, text: 'a' },
      { id: 2, text: 'b' },
    ],
  });
  expect((await send('POST', '/tables/ticket', { body: { text: 'c' } })).body).toMatchObject({ id: 3 });
});

test('a record that the table would not take is not sown', () => {
  const unfit = syncTable('t', { text: string({ maxLength: 2 }) }, { seed: [{ text: 'long' }] });
  expect(() => seedStatements(unfit, uuid)).toThrow(/at most 2/);
  expect(() => seedStatements(syncTable('t', {}, { seed: [{ id: '..' }] }), uuid)).toThrow(/id/);
});

test('records of users cannot be sown', () => {
  expect(() => syncTable('t', { text: string() }, { owner: 'userId', seed: [{ text: 'a' }] })).toThrow(/seeded/);
});
