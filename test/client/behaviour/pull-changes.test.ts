import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../../client/store/memory.ts';
import { type App, list, openApp, openPlainApp, pulls, queue, stored, texts, update } from './app.ts';
import { ScriptedService } from './scripted-service.ts';
import { following, last, refuses, removed, tells, tracked } from './tracked.ts';

describe('a service that follows changes', () => {
  test('is asked for them, with no order and no deleted records on a device that has none', async () => {
    const app = await following(stored('a', 'milk'));
    expect(last(app)?.options).toEqual({});
    expect(last(app)?.headers.get('Prefer')).toBe('odata.track-changes,odata.maxpagesize=1000');
    expect(await texts(app)).toEqual({ a: 'milk' });
  });

  test('is asked by its last link, also after a restart', async () => {
    const store = memoryStore();
    const service = new ScriptedService();
    const before = openApp({ store, service });
    tells(before, 1, stored('a', 'milk'));
    await before.todos.pull(before.todos, 'all');
    await before.client.close();
    const app = openApp({ store, service });
    tells(app, 2, stored('a', 'rye milk', 2));
    await app.todos.pull(app.todos, 'all');
    expect(last(app)?.options).toEqual({ $deltatoken: 't1' });
    tells(app, 3);
    await app.todos.pull(app.todos, 'all');
    expect(last(app)?.options).toEqual({ $deltatoken: 't2' });
    expect(await texts(app)).toEqual({ a: 'rye milk' });
  });

  test('tells its list in pages; after an error the next pull goes on with the page that failed', async () => {
    const app = openApp();
    app.service.answers(list, 200, { items: [stored('a', 'a')], nextLink: '$deltatoken=t0&$skiptoken=p1' }, tracked);
    app.service.answers(list, 503);
    await expect(app.todos.pull(app.todos, 'all')).rejects.toMatchObject({ code: 'cancelled-by-server' });
    expect(await texts(app)).toEqual({ a: 'a' });
    tells(app, 1, stored('b', 'b'));
    await app.todos.pull(app.todos, 'all');
    expect(last(app)?.options).toEqual({ $deltatoken: 't0', $skiptoken: 'p1' });
    expect(await texts(app)).toEqual({ a: 'a', b: 'b' });
  });

  test.each(['deleted', 'changed'] as const)('takes a record away that was %s', async (reason) => {
    const app = await following(stored('a', 'milk'), stored('b', 'bread'));
    tells(app, 2, removed('a', reason), removed('never here', reason));
    await app.todos.pull(app.todos, 'all');
    expect(await texts(app)).toEqual({ b: 'bread' });
  });

  test('leaves an edit alone that waits for a record which it takes away', async () => {
    const app = await following(stored('a', 'milk'));
    await app.todos.update({ id: 'a', text: 'oat milk' });
    tells(app, 2, removed('a', 'deleted'));
    await app.todos.pull(app.todos, 'all', { push: false });
    expect(await queue(app.context)).toEqual(['update a queued']);
    expect(await texts(app)).toEqual({ a: 'oat milk' });
    app.service.answers(update('a'), 410, { code: 'record_deleted' });
    const { errors } = await app.context.push();
    await errors[0]?.serverWins();
    expect(await texts(app)).toEqual({});
  });

  test('is asked for deleted records too where there are records that it might have to take away', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk'));
    tells(app, 1, stored('a', 'milk', 2, { deleted: true }));
    await app.todos.pull(app.todos, 'all');
    expect(last(app)?.options).toEqual({ __includeDeleted: 'true' });
    expect(await texts(app)).toEqual({});
  });

  test('keeps to declared columns', async () => {
    const app = openApp({ tables: { todoitem: { columns: { text: 'string' } } } });
    tells(app, 1, stored('a', 'milk'), stored('b', 'bread'));
    await app.todos.pull(app.todos, 'all');
    tells(app, 2, removed('a', 'deleted'));
    expect(await app.todos.pull(app.todos, 'all')).toMatchObject({ received: 1, unfit: [] });
    expect(await texts(app)).toEqual({ b: 'bread' });
  });

  test('goes on from a time that an older client has kept, without telling anything twice', async () => {
    const store = memoryStore();
    const old = await openPlainApp({ store });
    old.service.answers(list, 200, { items: [stored('a', 'milk', 5)] });
    await old.todos.pull(old.todos, 'all');
    await old.client.close();
    const app = openApp({ store });
    tells(app, 1, stored('b', 'bread', 6));
    await app.todos.pull(app.todos, 'all');
    expect(last(app)?.options).toEqual({
      $filter: 'updatedAt ge 2026-01-01T00:00:05.000Z',
      __includeDeleted: 'true',
    });
    tells(app, 2);
    await app.todos.pull(app.todos, 'all');
    expect(last(app)?.options).toEqual({ $deltatoken: 't1' });
    expect(await texts(app)).toEqual({ a: 'milk', b: 'bread' });
  });
});

describe('a record that leaves the list of a filter', () => {
  const open = ({ todos }: App) => todos.where({ complete: false });

  async function followingOpen(): Promise<App> {
    const app = openApp();
    tells(app, 1, stored('a', 'milk', 1, { complete: false }));
    await app.todos.pull(open(app), 'open');
    return app;
  }

  test('leaves the device', async () => {
    const app = await followingOpen();
    tells(app, 2, removed('a', 'changed'));
    await app.todos.pull(open(app), 'open');
    expect(await texts(app)).toEqual({});
  });

  test('leaves it also when it was changed here', async () => {
    const app = await followingOpen();
    await app.todos.update({ id: 'a', complete: true });
    app.service.answers(update('a'), 200, stored('a', 'milk', 2, { complete: true }));
    tells(app, 2, removed('a', 'changed'));
    await app.todos.pull(open(app), 'open');
    expect(await texts(app)).toEqual({});
  });

  test('stays where another query has brought what it is now, and goes when it was deleted', async () => {
    const app = await followingOpen();
    tells(app, 1, stored('a', 'milk', 2, { complete: true }));
    await app.todos.pull(app.todos, 'all');
    tells(app, 2, removed('a', 'changed'));
    await app.todos.pull(open(app), 'open');
    expect(await texts(app)).toEqual({ a: 'milk' });
    tells(app, 3, removed('a', 'deleted'));
    await app.todos.pull(open(app), 'open');
    expect(await texts(app)).toEqual({});
  });
});

describe('a link that the service calls back', () => {
  test.each(['expired', 'scope', 'schema', 'rewound'])(
    'with the reason %s has everything read anew; what that lacks goes, and what waits stays',
    async (reason) => {
      const app = await following(stored('a', 'a', 8), stored('b', 'b', 9), stored('c', 'c', 3), stored('d', 'd', 4));
      await app.todos.update({ id: 'c', text: 'mine' });
      await app.todos.insert({ id: 'new', text: 'new' });
      refuses(app, reason);
      tells(app, 2, stored('a', 'as it was', 1), stored('d', 'd', 4));
      await app.todos.pull(app.todos, 'all', { push: false });
      expect(last(app)?.options).toEqual({});
      expect(await texts(app)).toEqual({ a: 'as it was', c: 'mine', d: 'd', new: 'new' });
      expect(await queue(app.context)).toEqual(['update c queued', 'insert new queued']);
      tells(app, 3);
      await app.todos.pull(app.todos, 'all', { push: false });
      expect(last(app)?.options).toEqual({ $deltatoken: 't2' });
    },
  );

  test('of a filter has nothing else dropped than what the filter finds', async () => {
    const app = openApp();
    await pulls(app, stored('done', 'done', 1, { complete: true }));
    tells(app, 1, stored('a', 'a', 1, { complete: false }));
    const open = app.todos.where({ complete: false });
    await app.todos.pull(open, 'open');
    refuses(app, 'expired');
    tells(app, 2);
    await app.todos.pull(open, 'open');
    expect(await texts(app)).toEqual({ done: 'done' });
  });

  test('is forgotten for good: a pull that ends before the last page begins anew', async () => {
    const app = await following(stored('a', 'a'), stored('b', 'b'));
    refuses(app, 'expired');
    app.service.answers(list, 200, { items: [stored('a', 'a')], nextLink: '$deltatoken=t0&$skiptoken=p1' }, tracked);
    app.service.answers(list, 503);
    await expect(app.todos.pull(app.todos, 'all')).rejects.toMatchObject({ code: 'cancelled-by-server' });
    expect(await texts(app)).toEqual({ a: 'a', b: 'b' });
    tells(app, 2, stored('a', 'a'));
    await app.todos.pull(app.todos, 'all');
    expect(last(app)?.options).toEqual({});
    expect(await texts(app)).toEqual({ a: 'a' });
  });

  test('and called back again and again ends the pull', async () => {
    const app = await following(stored('a', 'a'));
    for (let times = 0; times < 4; times += 1) refuses(app, 'expired');
    await expect(app.todos.pull(app.todos, 'all')).rejects.toMatchObject({ code: 'request-refused', status: 410 });
    expect(await texts(app)).toEqual({ a: 'a' });
  });
});

describe('a service that does not follow changes', () => {
  test('is asked by time when its first answer is not the last', async () => {
    const app = openApp();
    app.service.answers(list, 200, { items: [stored('b', 'b', 2)], nextLink: '$skiptoken=1' });
    app.service.answers(list, 200, { items: [stored('a', 'a', 1), stored('b', 'b', 2)] });
    await app.todos.pull(app.todos, 'all');
    expect(last(app)?.options).toEqual({ $orderby: 'updatedAt,id', __includeDeleted: 'true' });
    expect(await texts(app)).toEqual({ a: 'a', b: 'b' });
  });

  test('is asked by time from its second answer on', async () => {
    const app = openApp();
    app.service.answers(list, 200, { items: [stored('b', 'b', 2)] }).answers(list, 200, { items: [] });
    await app.todos.pull(app.todos, 'all');
    await app.todos.pull(app.todos, 'all');
    expect(last(app)?.options).toMatchObject({
      $orderby: 'updatedAt,id',
      $filter: 'updatedAt ge 2026-01-01T00:00:02.000Z',
    });
    expect(last(app)?.headers.get('Prefer')).toBe('odata.maxpagesize=1000');
  });
});
