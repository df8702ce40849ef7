import { describe, expect, test } from 'vitest';
import type { JsonRecord } from '../../../client/queue/record-entry.ts';
import { memoryStore } from '../../../client/store/memory.ts';
import { storeName } from '../../../client/store-name.ts';
import type { SyncEvent } from '../../../client/sync/events.ts';
import { type App, insert, list, openApp, openPlainApp, pulls, queue, read, stored, texts } from './app.ts';

const numbered = (count: number): readonly JsonRecord[] =>
  Array.from({ length: count }, (_, i) => stored(`t${i}`, `text ${i}`, i + 1));

/** Answers the next pull of dialect 3.0 with these pages. */
function pagesOf({ service }: App, ...pages: readonly (readonly JsonRecord[])[]): void {
  pages.forEach((items, i) => {
    const link = i + 1 < pages.length ? { nextLink: `https://todo.example/tables/todoitem?$skiptoken=p${i + 1}` } : {};
    service.answers(list, 200, { items, ...link });
  });
}

describe('the records of a pull', () => {
  test('152: with none on the service there is one request, and nothing changes', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk'));
    pagesOf(app, []);
    expect(await app.todos.pull()).toEqual({ received: 0, unfit: [], pushed: undefined });
    expect(app.service.lines).toEqual([list, list]);
    expect(await texts(app)).toEqual({ a: 'milk' });
  });

  test.each([
    ['153: one page', [3]],
    ['154: one page that is full', [4]],
    ['154: two pages that are full', [4, 4]],
    ['155: many pages of one record', [1, 1, 1, 1, 1, 1, 1]],
    ['155: pages of which the last is empty', [2, 2, 0]],
  ])('%s brings all records, each once', async (_, sizes) => {
    const app = await openPlainApp();
    const ends = sizes.map((_, i) => sizes.slice(0, i + 1).reduce((sum, size) => sum + size, 0));
    const all = numbered(ends.at(-1) ?? 0);
    const pages = ends.map((end, i) => all.slice(ends[i - 1] ?? 0, end));
    pagesOf(app, ...pages);
    expect(await app.todos.pull(app.todos, 'all', { pageSize: 4 })).toMatchObject({ received: all.length, unfit: [] });
    expect(await app.todos.orderBy('id').read()).toEqual(all);
    expect(app.service.lines).toHaveLength(sizes.length);
  });

  test('155: in the old dialect pages go by time until one is empty', async () => {
    const app = openApp({ protocol: '2.0' });
    const [a, b, c] = [stored('a', 'a', 1), stored('b', 'b', 2), stored('c', 'c', 3)];
    app.service.answers(list, 200, [a, b]).answers(list, 200, [b, c]).answers(list, 200, [c]).answers(list, 200, []);
    await app.todos.pull(app.todos, 'all', { pageSize: 2 });
    expect(await texts(app)).toEqual({ a: 'a', b: 'b', c: 'c' });
  });

  test('156: what was inserted, changed and deleted elsewhere makes the table here that of the service', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk'), stored('b', 'bread'), stored('c', 'eggs'));
    pagesOf(app, [stored('b', 'rye bread', 2), stored('c', 'eggs', 3, { deleted: true }), stored('d', 'salt', 4)]);
    await app.todos.pull(app.todos, 'all');
    expect(await texts(app)).toEqual({ a: 'milk', b: 'rye bread', d: 'salt' });
  });

  test('157: of a record with pending edits the members that were edited here stay, and the others are those that arrived', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk', 1, { complete: false }), stored('b', 'bread'));
    await app.todos.update({ id: 'a', text: 'oat milk' });
    await app.todos.remove('b');
    await pulls(app, stored('a', 'soy milk', 2, { complete: true }), stored('b', 'rye bread', 3));
    expect(await app.todos.read()).toEqual([stored('a', 'oat milk', 2, { complete: true })]);
    expect(await queue(app.context)).toEqual(['update a queued', 'remove b queued']);
  });

  test('158: ids that differ in case are different records', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'mine' });
    await pulls(app, stored('A', 'theirs'));
    expect(await texts(app)).toEqual({ A: 'theirs', a: 'mine' });
  });

  test('183: a record that the service does not send is not removed', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk'));
    await pulls(app, stored('b', 'bread'));
    expect(await texts(app)).toEqual({ a: 'milk', b: 'bread' });
  });

  test('184: a record without an id is left out and told of, and the others arrive', async () => {
    const app = openApp();
    const { id: _, ...nameless } = stored('a', 'milk');
    pagesOf(app, [nameless, stored('b', 'bread')]);
    expect(await app.todos.pull()).toMatchObject({ received: 2, unfit: [{ row: nameless }] });
    expect(await texts(app)).toEqual({ b: 'bread' });
  });

  test('185: a record that does not say whether it is deleted is not', async () => {
    const app = openApp();
    const { deleted: _, ...row } = stored('a', 'milk');
    pagesOf(app, [row]);
    await app.todos.pull(app.todos, 'all');
    expect(await texts(app)).toEqual({ a: 'milk' });
  });

  test('186: members for which a declared table has no column are left out', async () => {
    const app = openApp({ tables: { todoitem: { columns: { text: 'string' } } } });
    pagesOf(app, [stored('a', 'milk', 1, { colour: 'white' })]);
    expect(await app.todos.pull()).toMatchObject({ unfit: [] });
    expect(await app.todos.lookup('a')).toEqual(stored('a', 'milk'));
  });

  test('193: deleted records that were never here are not kept', async () => {
    const store = memoryStore();
    const app = openApp({ store });
    pagesOf(app, [stored('a', 'milk'), stored('b', 'bread', 2, { deleted: true })]);
    await app.todos.pull(app.todos, 'all');
    const database = await store.open(storeName('tidemark https://todo.example', ''));
    expect(await database.transact('read', ({ records }) => records('todoitem').count())).toBe(1);
    await database.close();
  });

  test('199: a pull after a push brings what was pushed, and changes nothing', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    await app.todos.insert({ id: 'b', text: 'bread' });
    const rows = [stored('a', 'milk'), stored('b', 'bread', 2)];
    for (const row of rows) app.service.answers(insert, 201, row);
    await app.context.push();
    const events: SyncEvent[] = [];
    app.context.subscribe((event) => events.push(event));
    pagesOf(app, rows);
    expect(await app.todos.pull(app.todos, 'all')).toMatchObject({ received: 2 });
    expect(events.map(({ type }) => type)).toEqual(['pull-started', 'page-pulled', 'pull-ended']);
  });
});

describe('a pull and what waits to be sent', () => {
  test('177: with nothing pending in the table there is no push', async () => {
    const app = openApp();
    await app.lists.insert({ id: 'home', name: 'Home' });
    pagesOf(app, []);
    expect(await app.todos.pull()).toMatchObject({ pushed: undefined });
    expect(app.service.lines).toEqual([list]);
  });

  test('178, 179: what is pending in the table is pushed before the pull', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.answers(insert, 201, stored('a', 'milk'));
    pagesOf(app, [stored('a', 'milk')]);
    expect(await app.todos.pull()).toMatchObject({ received: 1, pushed: { completed: 1, errors: [] } });
    expect(app.service.lines).toEqual([insert, list]);
  });

  test('178: a pull that is told so pushes nothing', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    pagesOf(app, []);
    expect(await app.todos.pull(app.todos, null, { push: false })).toMatchObject({ pushed: undefined });
    expect(await queue(app.context)).toEqual(['insert a queued']);
  });

  test('178b: a push and pulls that nobody waits for run one after the other, in the order of the calls', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    const slowly = { during: () => new Promise((resolve) => setTimeout(resolve, 5)) };
    app.service.answers(insert, 201, stored('a', 'milk'), slowly).answers(list, 200, { items: [] }, slowly);
    app.service.answers('GET /tables/list', 200, { items: [] });
    await Promise.all([app.context.push(), app.todos.pull(), app.lists.pull()]);
    expect(app.service.lines).toEqual([insert, list, 'GET /tables/list']);
  });

  test.each([
    ['cancelled-by-network', ({ service }: App) => service.isAway(insert)],
    ['cancelled-by-authentication', ({ service }: App) => service.answers(insert, 401)],
    ['cancelled-by-server', ({ service }: App) => service.answers(insert, 503)],
  ])('180: when the push before it ends with %s, the pull fails with it, and fetches nothing', async (code, end) => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    end(app);
    await expect(app.todos.pull()).rejects.toMatchObject({ code });
    expect(app.service.lines).toEqual([insert]);
    expect(await app.context.pendingCount()).toBe(1);
  });

  test('194: with refused operations the pull goes on, and keeps both sides apart', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    await app.todos.insert({ id: 'b', text: 'bread' });
    app.service.answers(insert, 409, stored('a', 'soy milk')).answers(insert, 400);
    pagesOf(app, [stored('a', 'rice milk', 2), stored('c', 'eggs', 3)]);
    const { received, pushed } = await app.todos.pull(app.todos, 'all');
    expect(received).toBe(2);
    expect(pushed?.errors).toMatchObject([{ id: 'a' }, { id: 'b' }]);
    expect(await texts(app)).toEqual({ a: 'milk', b: 'bread', c: 'eggs' });
    await pushed?.errors[0]?.serverWins();
    expect(await app.todos.lookup('a')).toEqual(stored('a', 'rice milk', 2));
  });

  test('181, 182: a pull pushes its own table, others that are named with it, or all', async () => {
    const lines: (readonly string[])[] = [];
    for (const pushTables of [undefined, ['list'], 'all'] as const) {
      const app = openApp();
      await app.lists.insert({ id: 'home', name: 'Home' });
      await app.todos.insert({ id: 'a', text: 'milk' });
      if (pushTables !== undefined) app.service.answers('POST /tables/list', 201, { id: 'home', name: 'Home' });
      app.service.answers(insert, 201, stored('a', 'milk'));
      pagesOf(app, []);
      await app.todos.pull(app.todos, null, pushTables === undefined ? {} : { pushTables });
      lines.push(app.service.lines);
    }
    const both = ['POST /tables/list', insert, list];
    expect(lines).toEqual([[insert, list], both, both]);
  });

  test('156: what is deleted elsewhere stays here as long as an edit of it waits', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk'));
    await app.todos.update({ id: 'a', text: 'oat milk' });
    await pulls(app, stored('a', 'milk', 2, { deleted: true }));
    expect(await texts(app)).toEqual({ a: 'oat milk' });
    app.service.answers('PATCH /tables/todoitem/a', 412).answers(read('a'), 404);
    const [error] = (await app.context.push()).errors;
    await error?.cancelAndDiscard();
    expect(await texts(app)).toEqual({});
  });
});
