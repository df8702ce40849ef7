import { describe, expect, test } from 'vitest';
import type { JsonRecord } from '../../../client/queue/record-entry.ts';
import { memoryStore } from '../../../client/store/memory.ts';
import { type App, list, openPlainApp, pulls, stored, texts } from './app.ts';
import { FailingDisk } from './failing-disk.ts';
import { ScriptedService } from './scripted-service.ts';

const at = (id: string, updatedAt: string | null): JsonRecord => ({ id, text: id, updatedAt });
const time = (second: number): string => `2026-01-01T00:00:0${second}.000Z`;
const token = (n: number): string => `/tables/todoitem?$skiptoken=${n}`;

/** Pulls these records under the id `all`. @returns the time that was asked for; undefined for none */
async function pullsAll({ service, todos }: App, ...items: readonly JsonRecord[]): Promise<string | undefined> {
  service.answers(list, 200, { items });
  const before = service.requests.length;
  await todos.pull(todos, 'all');
  const { $filter, $orderby } = service.requests[before]?.options ?? {};
  expect($orderby).toBe('updatedAt,id');
  return /^updatedAt ge (\S+)$/.exec($filter ?? '')?.[1];
}

describe('how far a pull has come', () => {
  test('188: a second pull under the same id asks for news alone, and one without an id for everything', async () => {
    const app = await openPlainApp();
    expect(await pullsAll(app, stored('a', 'milk', 1), stored('b', 'bread', 2))).toBeUndefined();
    expect(await pullsAll(app, stored('c', 'eggs', 3))).toBe(time(2));
    expect(await pullsAll(app)).toBe(time(3));
    await pulls(app);
    expect(app.service.requests.at(-1)?.options.$filter).toBeUndefined();
  });

  test('188: another query under the same id begins anew', async () => {
    const app = await openPlainApp();
    await pullsAll(app, stored('a', 'milk', 1));
    app.service.answers(list, 200, { items: [] });
    await app.todos.pull(app.todos.where({ complete: false }), 'all');
    expect(app.service.requests.at(-1)?.options.$filter).toBe('complete eq false');
  });

  test('168: of records in another order the latest time counts', async () => {
    const app = await openPlainApp();
    await pullsAll(app, at('a', time(1)), at('b', time(3)), at('c', time(2)));
    expect(await pullsAll(app)).toBe(time(3));
  });

  test.each([
    ['no records', []],
    ['none that are newer', [at('a', time(2)), at('b', time(1))]],
    ['none with a time', [at('a', null), { id: 'b', text: 'b' }]],
  ])('169: with %s the position stays', async (_, rows) => {
    const app = await openPlainApp();
    await pullsAll(app, at('z', time(2)));
    expect(await pullsAll(app, ...rows)).toBe(time(2));
    expect(await pullsAll(app)).toBe(time(2));
  });

  test('172: after an error on the third page the next pull goes on behind the second', async () => {
    const app = await openPlainApp();
    app.service.answers(list, 200, { items: [stored('a', 'a', 1)], nextLink: token(1) });
    app.service.answers(list, 200, { items: [stored('b', 'b', 2)], nextLink: token(2) });
    app.service.answers(list, 503);
    await expect(app.todos.pull(app.todos, 'all')).rejects.toMatchObject({ code: 'cancelled-by-server', status: 503 });
    expect(await texts(app)).toEqual({ a: 'a', b: 'b' });
    expect(await pullsAll(app, stored('c', 'c', 3))).toBe(time(2));
    expect(await texts(app)).toEqual({ a: 'a', b: 'b', c: 'c' });
  });

  test('188: the position outlives a restart', async () => {
    const store = memoryStore();
    const service = new ScriptedService();
    const before = await openPlainApp({ store, service });
    await pullsAll(before, stored('a', 'milk', 1));
    await before.client.close();
    expect(await pullsAll(await openPlainApp({ store, service }))).toBe(time(1));
  });

  test('191: the same id on two tables is two positions', async () => {
    const app = await openPlainApp();
    await pullsAll(app, stored('a', 'milk', 5));
    app.service.answers('GET /tables/list', 200, { items: [{ id: 'home', name: 'Home', updatedAt: time(1) }] });
    await app.lists.pull(app.lists, 'all');
    expect(app.service.requests.at(-1)?.options.$filter).toBeUndefined();
    expect(await app.lists.read()).toHaveLength(1);
    expect(await pullsAll(app)).toBe(time(5));
  });

  test.each([
    ['192: a time finer than a millisecond', '2026-01-01T00:00:01.1239999Z'],
    ['200: a time without milliseconds', '2026-01-01T00:00:01Z'],
    ['200: a time with an offset', '2026-01-01T01:00:01+01:00'],
  ])('%s is asked for as the service wrote it, never rounded', async (_, exact) => {
    const app = await openPlainApp();
    await pullsAll(app, at('a', exact));
    expect(await pullsAll(app)).toBe(exact);
    expect(await pullsAll(app, at('b', '2026-01-01T00:00:02.5Z'))).toBe(exact);
    expect(await pullsAll(app)).toBe('2026-01-01T00:00:02.5Z');
  });

  test('192: of two times within one millisecond the later one is the later', async () => {
    const app = await openPlainApp();
    const [early, late] = ['2026-01-01T00:00:01.1231Z', '2026-01-01T00:00:01.1239999Z'];
    await pullsAll(app, { ...at('a', late), text: 'late' }, { ...at('a', early), text: 'early' });
    expect(await texts(app)).toEqual({ a: 'late' });
  });

  test('195: several pulls at once have a position and a count each', async () => {
    const app = await openPlainApp();
    app.service.answers(list, 200, { items: [stored('a', 'milk', 1), stored('b', 'bread', 2)] });
    app.service.answers('GET /tables/list', 200, { items: [{ id: 'home', name: 'Home', updatedAt: time(3) }] });
    app.service.answers(list, 200, { items: [stored('a', 'milk', 1)] });
    const open = app.todos.where({ complete: false });
    const results = await Promise.all([
      app.todos.pull(app.todos, 'all'),
      app.lists.pull(app.lists, 'all'),
      app.todos.pull(open, 'open'),
    ]);
    expect(results.map(({ received }) => received)).toEqual([2, 1, 1]);
    expect(await pullsAll(app)).toBe(time(2));
    app.service.answers(list, 200, { items: [] });
    await app.todos.pull(open, 'open');
    expect(app.service.requests.at(-1)?.options.$filter).toBe(`(complete eq false) and (updatedAt ge ${time(1)})`);
  });

  test('196: of several pulls one that fails is known, and the others finish', async () => {
    const app = await openPlainApp();
    app.service.answers(list, 500).answers('GET /tables/list', 200, { items: [{ id: 'home', name: 'Home' }] });
    const [failed, done] = await Promise.allSettled([app.todos.pull(), app.lists.pull()]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'cancelled-by-server', status: 500 } });
    expect(done).toMatchObject({ status: 'fulfilled', value: { received: 1 } });
  });
});

describe('a pull that cannot go on', () => {
  test('189: when a page cannot be written the pull fails, and neither its records nor its position are kept', async () => {
    const disk = new FailingDisk();
    const app = await openPlainApp({ store: disk.kind });
    const during = (): void => {
      disk.broken = true;
    };
    app.service.answers(list, 200, { items: [stored('a', 'milk')], nextLink: token(1) }, { during }).isAway(list);
    await expect(app.todos.pull(app.todos, 'all')).rejects.toMatchObject({
      code: 'cancelled-by-store',
      cause: { code: 'full' },
    });
    disk.broken = false;
    expect(await texts(app)).toEqual({});
    expect(await pullsAll(app, stored('a', 'milk'))).toBeUndefined();
    expect(await texts(app)).toEqual({ a: 'milk' });
  });

  test.each(['before', 'during the first page', 'during the second page'])(
    '190: a pull that is cancelled %s ends so, and the table is usable',
    async (moment) => {
      const app = await openPlainApp();
      const control = new AbortController();
      const abort = (): void => control.abort();
      const paged = moment === 'during the second page';
      if (moment === 'before') abort();
      if (paged) app.service.answers(list, 200, { items: [stored('a', 'milk')], nextLink: token(1) });
      if (moment !== 'before') app.service.hangs(list, paged ? () => setTimeout(abort, 5) : abort);
      const pull = app.todos.pull(app.todos, 'all', { signal: control.signal });
      await expect(pull).rejects.toMatchObject({ code: 'cancelled-by-signal' });
      expect(await texts(app)).toEqual(paged ? { a: 'milk' } : {});
      await app.todos.insert({ id: 'b', text: 'bread' });
      app.service.answers(list, 200, { items: [stored('a', 'milk')] });
      await app.todos.pull(app.todos, 'all', { push: false });
      expect(await texts(app)).toEqual({ a: 'milk', b: 'bread' });
    },
  );

  test.each([
    ['no connection', (app: App) => app.service.isAway(list), 'cancelled-by-network'],
    ['a sign-in', (app: App) => app.service.answers(list, 401), 'cancelled-by-authentication'],
    ['a refusal', (app: App) => app.service.answers(list, 400, { error: 'No.' }), 'request-refused'],
    ['half an answer', (app: App) => app.service.answers(list, 200, '{"items":[{"id":'), 'cancelled-by-network'],
    ['a page of another kind', (app: App) => app.service.answers(list, 200, '<html>'), 'cancelled-by-network'],
    ['an answer without records', (app: App) => app.service.answers(list, 200, { count: 3 }), 'cancelled-by-network'],
    ['an empty answer', (app: App) => app.service.answers(list, 204), 'cancelled-by-network'],
  ] as const)('197: %s ends the pull with an error, and changes nothing', async (_, end, code) => {
    const app = await openPlainApp();
    await pullsAll(app, stored('a', 'milk'));
    end(app);
    await expect(app.todos.pull(app.todos, 'all')).rejects.toMatchObject({ name: 'SyncError', code });
    expect(await texts(app)).toEqual({ a: 'milk' });
    expect(await pullsAll(app)).toBe(time(1));
  });

  test.each([
    ['a list', [stored('a', 'milk')]],
    ['results with a count', { results: [stored('a', 'milk')], count: 1 }],
    ['items without a link', { items: [stored('a', 'milk')] }],
    ['items with an empty link', { items: [stored('a', 'milk')], nextLink: '' }],
  ])('197: %s is a page, and the last', async (_, body) => {
    const app = await openPlainApp();
    app.service.answers(list, 200, body);
    expect(await app.todos.pull()).toMatchObject({ received: 1 });
    expect(await texts(app)).toEqual({ a: 'milk' });
  });

  test('195: whoever listens is told of the beginning, of each page and of the end, with counts, also of a pull that fails', async () => {
    const app = await openPlainApp();
    const told: unknown[] = [];
    app.context.subscribe((event) => event.type !== 'changed' && told.push(event));
    app.service.answers(list, 200, { items: [stored('a', 'a', 1)], nextLink: token(1) }).isAway(list);
    await expect(app.todos.pull(app.todos, 'all')).rejects.toMatchObject({ code: 'cancelled-by-network' });
    expect(told).toMatchObject([
      { type: 'pull-started', table: 'todoitem', queryId: 'all' },
      { type: 'page-pulled', table: 'todoitem', received: 1 },
      { type: 'pull-ended', table: 'todoitem', received: 1, error: { code: 'cancelled-by-network' } },
    ]);
  });
});
