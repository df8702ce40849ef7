/** The client against the service for which the old ones were made. */
import { expect } from 'vitest';
import type { PushError } from '../../client/index.ts';
import { nowhere } from '../client/end-to-end/network.ts';
import { test } from './with-service.ts';

test('what is made, changed and removed on one device is so on the service and on another', async ({ service }) => {
  const [phone, tablet] = [await service.openDevice(), await service.openDevice()];
  for (const id of ['changed', 'removed']) await phone.todos.insert({ id, text: id, listId: 'home' });
  await phone.sync();
  await tablet.sync();
  await phone.todos.update({ id: 'changed', complete: true });
  await phone.todos.remove('removed');
  await phone.sync();
  await tablet.sync();
  expect(await service.records(true)).toMatchObject([
    { id: 'changed', text: 'changed', complete: true, listId: 'home' },
    { id: 'removed', deleted: true },
  ]);
  for (const { todos } of [phone, tablet]) {
    expect(await todos.orderBy('updatedAt').read()).toEqual(await service.records());
  }
});

test('edits made with a wrong address outlive the app, and are on the service after a refresh with the right one', async ({
  service,
}) => {
  const wrong = await service.openDevice({ url: nowhere });
  await wrong.todos.insert({ id: 'milk', text: 'milk' });
  await expect(wrong.sync()).rejects.toMatchObject({ code: 'cancelled-by-network' });
  const started = await wrong.restart();
  await started.todos.update({ id: 'milk', complete: true });
  expect(await started.texts()).toEqual(['milk']);
  expect(await service.records()).toEqual([]);
  const right = await started.restart({ url: service.url });
  await right.sync();
  expect(await service.records()).toMatchObject([{ id: 'milk', text: 'milk', complete: true }]);
  expect(await right.todos.read()).toEqual(await service.records());
});

const ways: readonly (readonly [string, (error: PushError) => unknown, object])[] = [
  ['the client wins', (error) => error.clientWins(), { text: 'mine', complete: true }],
  ['the server wins', (error) => error.serverWins(), { text: 'theirs', complete: false }],
];
for (const [way, onConflict, expected] of ways) {
  test(`of two changes of one record, and of two new ones with one id, ${way}`, async ({ service }) => {
    const [tablet, phone] = [await service.openDevice(), await service.openDevice({ onConflict })];
    await tablet.todos.insert({ id: 'milk', text: 'base', complete: false });
    await tablet.sync();
    await phone.sync();
    await tablet.todos.update({ id: 'milk', text: 'theirs' });
    await tablet.todos.insert({ id: 'bread', text: 'theirs', complete: false });
    await tablet.sync();
    await phone.todos.update({ id: 'milk', text: 'mine', complete: true });
    await phone.todos.insert({ id: 'bread', text: 'mine', complete: true });
    expect((await phone.context.push()).errors).toEqual([]);
    expect(await phone.context.pendingCount()).toBe(0);
    expect(await service.records()).toMatchObject([expected, expected]);
    await phone.sync();
    await tablet.sync();
    for (const { todos } of [phone, tablet]) {
      expect(await todos.orderBy('updatedAt').read()).toEqual(await service.records());
    }
  });
}

test('a change whose answer was lost is sent again, and made once', async ({ service }) => {
  const { todos, context, network } = await service.openDevice();
  for (const id of ['changed', 'removed']) await todos.insert({ id, text: id });
  await context.push();
  await todos.update({ id: 'changed', text: 'anew' });
  await todos.remove('removed');
  await todos.insert({ id: 'made', text: 'made' });
  for (const after of [0, 1, 1]) {
    network.loseAnswer(after);
    await expect(context.push()).rejects.toMatchObject({ code: 'cancelled-by-network' });
  }
  expect((await context.push()).errors).toEqual([]);
  expect(await context.pendingCount()).toBe(0);
  expect(await service.records(true)).toMatchObject([
    { id: 'changed', text: 'anew' },
    { id: 'removed', deleted: true },
    { id: 'made', text: 'made' },
  ]);
  expect(await todos.orderBy('updatedAt').read()).toEqual(await service.records());
});

test('a pull goes through all pages, then fetches what has changed alone, and a purge forgets what is stale', async ({
  service,
}) => {
  const [phone, tablet] = [await service.openDevice(), await service.openDevice()];
  for (let n = 1; n <= 120; n += 1) await tablet.todos.insert({ id: `item-${n}`, text: `Item ${n}`, complete: false });
  await tablet.context.push({ parallel: 8 });
  const open = phone.todos.where({ complete: false });
  await phone.todos.pull(open, 'open-todos');
  expect(await phone.todos.read()).toHaveLength(120);
  await tablet.todos.update({ id: 'item-1', complete: true });
  await tablet.todos.update({ id: 'item-2', text: 'changed' });
  await tablet.context.push();
  const { received } = await phone.todos.pull(open, 'open-todos');
  expect(received).toBeLessThan(5);
  expect(await phone.todos.lookup('item-2')).toMatchObject({ text: 'changed' });
  expect(await phone.todos.lookup('item-1')).toMatchObject({ complete: false });
  expect(await phone.todos.purge()).toBe(120);
  await phone.todos.pull(open, 'open-todos');
  expect(await phone.todos.lookup('item-1')).toBeUndefined();
  expect(await phone.todos.read()).toHaveLength(119);
});

test('an online table gives what the device gives', async ({ service }) => {
  const { client, todos, context } = await service.openDevice();
  for (const text of ['apple', 'bread', "it's", 'Äpfel']) {
    await todos.insert({ id: text, text, complete: text.startsWith('a') });
  }
  await context.push();
  for (const table of [client.table('todoitem'), todos]) {
    const texts = async (query: typeof table | ReturnType<typeof table.where>) =>
      (await query.read()).map(({ text }) => text);
    expect(await texts(table.orderByDescending('id'))).toEqual(['Äpfel', "it's", 'bread', 'apple']);
    expect(await texts(table.where({ complete: false }).orderBy('id').skip(1))).toEqual(["it's", 'Äpfel']);
    expect(await texts(table.where((t) => t.text.toLower().eq('apple')))).toEqual(['apple']);
    expect(await table.take(1).includeTotalCount().read()).toMatchObject({ length: 1, totalCount: 4 });
  }
});
