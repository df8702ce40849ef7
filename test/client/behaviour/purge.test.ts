import { describe, expect, test } from 'vitest';
import type { Environment } from '../../../client/environment.ts';
import { memoryStore } from '../../../client/store/memory.ts';
import type { SyncEvent } from '../../../client/sync/events.ts';
import { type App, insert, list, openApp, pulls, queue, stored, texts, update } from './app.ts';
import { FailingDisk } from './failing-disk.ts';
import { ScriptedService } from './scripted-service.ts';

const milk = stored('a', 'milk', 1, { complete: false });
const bread = stored('b', 'bread', 2, { complete: true });
const lists = 'GET /tables/list';

/** A device that has pulled both todos, and a list, under an id each. */
async function pulled(app: App = openApp()): Promise<App> {
  app.service.answers(list, 200, { items: [milk, bread] });
  await app.todos.pull(app.todos, 'all');
  app.service.answers(list, 200, { items: [bread] });
  await app.todos.pull(app.todos.where({ complete: true }), 'done');
  app.service.answers(lists, 200, { items: [{ id: 'home', name: 'Home', updatedAt: milk.updatedAt ?? null }] });
  await app.lists.pull(app.lists, 'all');
  return app;
}

/** Whether a pull under this id asks for everything. */
async function pullsAnew({ service, todos, lists: all }: App, queryId: 'all' | 'done' | 'lists'): Promise<boolean> {
  service.answers(queryId === 'lists' ? lists : list, 200, { items: [] });
  if (queryId === 'lists') await all.pull(all, 'all', { push: false });
  else await todos.pull(queryId === 'all' ? todos : todos.where({ complete: true }), queryId, { push: false });
  return !service.requests.at(-1)?.options.$filter?.includes('updatedAt ge');
}

/** Everything that a purge could change. */
const everything = async (app: App): Promise<unknown> => [
  await app.todos.read(),
  await app.lists.read(),
  await app.context.pendingOperations(),
  (await app.context.errors()).length,
];

describe('a purge', () => {
  test('201: takes all records of the table and the positions of all its queries, and nothing of other tables', async () => {
    const app = await pulled();
    expect(await app.todos.purge()).toBe(2);
    expect(await texts(app)).toEqual({});
    expect(await app.lists.read()).toHaveLength(1);
    expect(await pullsAnew(app, 'all')).toBe(true);
    expect(await pullsAnew(app, 'done')).toBe(true);
    expect(await pullsAnew(app, 'lists')).toBe(false);
  });

  test('202: takes any number of records', async () => {
    const app = openApp();
    await pulls(app, ...Array.from({ length: 3000 }, (_, n) => stored(`id-${n}`, 'milk')));
    expect(await app.todos.purge()).toBe(3000);
    expect(await app.todos.read()).toEqual([]);
  });

  test.each([
    ['203: one record', (app: App) => app.todos.where({ complete: true }), 1, { a: 'milk' }],
    ['203: none', (app: App) => app.todos.where({ text: 'eggs' }), 0, { a: 'milk', b: 'bread' }],
    [
      '226: one record, whichever members it selects',
      (app: App) => app.todos.where({ id: 'a' }).select('text'),
      1,
      { b: 'bread' },
    ],
  ] as const)('with a query takes what the query asks for: %s', async (_, query, count, left) => {
    const app = await pulled();
    expect(await app.context.purge(query(app))).toBe(count);
    expect(await texts(app)).toEqual(left);
  });

  test.each([
    ['an order', (app: App) => app.todos.orderBy('text')],
    ['records to skip', (app: App) => app.todos.skip(1)],
    ['a limit', (app: App) => app.todos.where({ complete: true }).take(1)],
  ])('203: with a query that has %s is refused, since it would take more than that', async (_, query) => {
    const app = await pulled();
    await expect(app.context.purge(query(app))).rejects.toMatchObject({ code: 'invalid-option' });
    expect(await texts(app)).toEqual({ a: 'milk', b: 'bread' });
  });

  test.each<[string, (app: App) => Promise<unknown>]>([
    ['an insert', ({ todos }) => todos.insert({ id: 'c', text: 'eggs' })],
    ['an update', ({ todos }) => todos.update({ id: 'a', text: 'oat milk' })],
    ['a removal', ({ todos }) => todos.remove('a')],
    ['an undelete of a record that is not here', ({ todos }) => todos.undelete('z')],
  ])('204: of records of which %s waits is refused, and nothing changes', async (_, edit) => {
    const app = await pulled();
    await edit(app);
    const before = await everything(app);
    await expect(app.todos.purge()).rejects.toMatchObject({ code: 'pending-operations' });
    expect(await everything(app)).toEqual(before);
    expect(await pullsAnew(app, 'all')).toBe(false);
  });

  test('204, 206: of records without edits goes on, whatever waits for others of the table', async () => {
    const app = await pulled();
    await app.todos.update({ id: 'a', text: 'oat milk' });
    expect(await app.todos.purge(app.todos.where({ complete: true }))).toBe(1);
    expect(await texts(app)).toEqual({ a: 'oat milk' });
    expect(await queue(app.context)).toEqual(['update a queued']);
  });

  test('205: that is forced takes the operations of the table and their errors too, and none of other tables', async () => {
    const app = await pulled();
    await app.todos.update({ id: 'a', text: 'oat milk' });
    await app.todos.remove('b');
    await app.todos.insert({ id: 'c', text: 'eggs' });
    await app.lists.update({ id: 'home', name: 'At home' });
    app.service.answers(update('a'), 412, stored('a', 'soy milk', 3)).answers('DELETE /tables/todoitem/b', 400, {});
    app.service.answers(insert, 400, {}).answers('PATCH /tables/list/home', 400, {});
    expect((await app.context.push()).errors).toHaveLength(4);
    expect(await app.todos.purge(app.todos, { force: true })).toBe(3);
    expect(await texts(app)).toEqual({});
    expect(await queue(app.context)).toEqual(['update home failed']);
    expect((await app.context.errors()).map(({ table }) => table)).toEqual(['list']);
    expect(await app.lists.read()).toMatchObject([{ name: 'At home' }]);
  });

  test('205: that is forced takes also what waits for records that nobody sees here', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.isAway(insert);
    await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-network' });
    await app.todos.remove('a');
    await app.todos.undelete('z');
    expect(await app.todos.purge(app.todos, { force: true })).toBe(2);
    expect(await queue(app.context)).toEqual([]);
  });

  test('206: of some records that is forced takes their operations alone', async () => {
    const app = await pulled();
    await app.todos.update({ id: 'a', text: 'oat milk' });
    await app.todos.insert({ id: 'c', text: 'eggs', complete: true });
    expect(await app.todos.purge(app.todos.where({ complete: true }), { force: true })).toBe(2);
    expect(await texts(app)).toEqual({ a: 'oat milk' });
    expect(await queue(app.context)).toEqual(['update a queued']);
  });

  test('207: with a query id resets the position of that query alone', async () => {
    const app = await pulled();
    await app.todos.purge(app.todos, { queryId: 'done' });
    expect(await pullsAnew(app, 'all')).toBe(false);
    expect(await pullsAnew(app, 'done')).toBe(true);
  });

  test.each(['', 'a|b', 'x'.repeat(256)])('208: with a query id that is none is refused: "%s"', async (queryId) => {
    const app = await pulled();
    await expect(app.todos.purge(app.todos, { queryId })).rejects.toMatchObject({ code: 'invalid-option' });
    expect(await texts(app)).toEqual({ a: 'milk', b: 'bread' });
  });

  test('209: asks nothing of the service', async () => {
    const app = await pulled();
    const before = app.service.lines.length;
    await app.todos.insert({ id: 'c', text: 'eggs' });
    await app.todos.purge(app.todos, { force: true });
    expect(app.service.lines).toHaveLength(before);
  });

  test('210: that is forced waits for the push that is under way, and loses nothing of what that has sent', async () => {
    const app = await pulled();
    await app.todos.insert({ id: 'c', text: 'eggs' });
    let purged: Promise<number> | undefined;
    app.service.answers(insert, 201, stored('c', 'eggs', 3), {
      during: () => {
        purged = app.todos.purge(app.todos, { force: true });
      },
    });
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
    expect(await purged).toBe(3);
    expect(await texts(app)).toEqual({});
  });

  test('212: and then a pull brings the records back', async () => {
    const app = await pulled();
    await app.todos.purge();
    app.service.answers(list, 200, { items: [milk, bread] });
    expect(await app.todos.pull(app.todos, 'all')).toMatchObject({ received: 2 });
    expect(await texts(app)).toEqual({ a: 'milk', b: 'bread' });
  });

  test('212: that the store does not take has changed nothing', async () => {
    const disk = new FailingDisk();
    const app = await pulled(openApp({ store: disk.kind }));
    await app.todos.update({ id: 'a', text: 'oat milk' });
    disk.broken = true;
    const purge = app.todos.purge(app.todos, { force: true });
    await expect(purge).rejects.toMatchObject({ code: 'cancelled-by-store', cause: { code: 'full' } });
    disk.broken = false;
    expect(await texts(app)).toEqual({ a: 'oat milk', b: 'bread' });
    expect(await queue(app.context)).toEqual(['update a queued']);
    expect(await pullsAnew(app, 'all')).toBe(false);
  });

  test('212: while another tab pulls leaves no position behind that the records are missing from', async () => {
    const store = memoryStore();
    const service = new ScriptedService();
    // Where there are no locks, tabs do not wait for each other.
    const exclusively: Environment['exclusively'] = (_, work) => work();
    const environment = { fetch: service.fetch, openChannel: undefined, exclusively };
    const [one, two] = [openApp({ store, service, environment }), openApp({ store, service, environment })];
    service.answers(list, 200, { items: [milk] });
    await one.todos.pull(one.todos, 'all');
    service.answers(list, 200, { items: [bread] }, { during: () => two.todos.purge() });
    await expect(one.todos.pull(one.todos, 'all')).rejects.toMatchObject({ code: 'pull-overtaken' });
    expect(await texts(one)).toEqual({});
    service.answers(list, 200, { items: [milk, bread] });
    await one.todos.pull(one.todos, 'all');
    expect(service.requests.at(-1)?.options.$filter).toBeUndefined();
    expect(await texts(two)).toEqual({ a: 'milk', b: 'bread' });
  });

  test('245: those who listen are told how many records went, and which', async () => {
    const app = await pulled();
    const events: SyncEvent[] = [];
    app.context.subscribe((event) => events.push(event));
    await app.todos.purge();
    await app.todos.purge();
    const both = ['a', 'b'].map((id) => ({ table: 'todoitem', id }));
    expect(events).toEqual([
      { type: 'purged', table: 'todoitem', records: 2 },
      { type: 'changed', records: both },
      { type: 'purged', table: 'todoitem', records: 0 },
    ]);
  });
});
