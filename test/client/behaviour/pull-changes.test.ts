import { describe, expect, test } from 'vitest';
import type { JsonRecord } from '../../../client/queue/record-entry.ts';
import { memoryStore } from '../../../client/store/memory.ts';
import { type App, list, openApp, openPlainApp, pulls, queue, stored, texts, update } from './app.ts';
import { ScriptedService } from './scripted-service.ts';

const tracked = { headers: { 'Preference-Applied': 'odata.track-changes' } };
const link = (n: number): string => `$deltatoken=t${n}`;
const head = (n: number): string => `${n}.00000000000000ab`;
const toldHead = (n: number) => ({ headers: { ...tracked.headers, 'x-sync-head': head(n) } });
const removed = (id: string, reason: 'deleted' | 'changed'): JsonRecord => ({ id, '@removed': { reason } });

/** The service tells these items, and from then on what changes behind the link of this number. */
const tells = ({ service }: App, n: number, ...items: readonly JsonRecord[]): unknown =>
  service.answers(list, 200, { items, deltaLink: link(n) }, tracked);

const refuses = ({ service }: App, reason: string): unknown =>
  service.answers(list, 410, { title: 'Read the list anew', code: 'resync_required', reason });

/** The service says of each operation that was done whether it still has it: 200 or 410. */
const probes = ({ service }: App, ...statuses: readonly number[]): unknown =>
  service.answers('POST /$batch', 200, {
    responses: statuses.map((status, at) => ({
      id: String(at),
      status,
      headers: status === 200 ? { 'x-sync-head': head(6) } : {},
      body: status === 200 ? { items: [] } : { code: 'resync_required', reason: 'rewound' },
    })),
  });

/** An app that follows all todos, and has pulled these. */
async function following(...items: readonly JsonRecord[]): Promise<App> {
  const app = openApp();
  tells(app, 1, ...items);
  await app.todos.pull(app.todos, 'all');
  return app;
}

const last = ({ service }: App) => service.requests.at(-1);

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

describe('what was seen of the history', () => {
  test('goes with the next pull, and is replaced by what that confirms', async () => {
    const app = openApp();
    const told = (n: number) => ({ headers: { ...tracked.headers, 'x-sync-head': head(n), 'x-d1-bookmark': `b${n}` } });
    app.service.answers(list, 200, { items: [], deltaLink: link(1) }, told(1));
    await app.todos.pull(app.todos, 'all');
    expect(last(app)?.headers.get('x-sync-head')).toBeNull();
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.answers('POST /tables/todoitem', 201, stored('a', 'milk'), told(2));
    await app.context.push();
    app.service.answers(list, 200, { items: [], deltaLink: link(2) }, told(3));
    await app.todos.pull(app.todos, 'all');
    expect(last(app)?.headers.get('x-sync-head')).toBe(`${head(1)},${head(2)}`);
    expect(last(app)?.headers.get('x-d1-bookmark')).toBe('b2');
    tells(app, 3);
    await app.todos.pull(app.todos, 'all');
    expect(last(app)?.headers.get('x-sync-head')).toBe(head(3));
  });

  /** An app with so many pushes behind its last pull, each of which was told another head, from 1 on. */
  async function pushed(count: number): Promise<App> {
    const app = openApp();
    for (let n = 1; n <= count; n += 1) {
      await app.todos.insert({ id: `t${n}`, text: 'milk' });
      app.service.answers('POST /tables/todoitem', 201, stored(`t${n}`, 'milk', n), toldHead(n));
      await app.context.push();
    }
    return app;
  }

  const heads = (from: number, to: number): string =>
    Array.from({ length: to - from + 1 }, (_, at) => head(from + at)).join();

  test('is asked about before the pull where it is more than a request may send', async () => {
    const app = await pushed(18);
    app.service.answers(list, 200, { items: [] }, toldHead(20)).answers(list, 200, { items: [] }, toldHead(20));
    tells(app, 1);
    await app.todos.pull(app.todos, 'all');
    const asked = app.service.requests.filter(({ line }) => line === list);
    expect(asked.map(({ options: { $top }, headers }) => [$top, headers.get('x-sync-head')])).toEqual([
      ['0', heads(1, 8)],
      ['0', heads(9, 16)],
      [undefined, `${heads(17, 18)},${head(20)}`],
    ]);
  });

  test('is not lost where only one of many heads is of the history that was undone', async () => {
    const app = await pushed(12);
    app.service.answers(list, 200, { items: [] }, toldHead(20));
    refuses(app, 'rewound');
    // They are asked about in the order of the names of their numbers.
    probes(app, ...Array.from({ length: 12 }, (_, at) => (at === 1 ? 410 : 200)));
    tells(app, 1);
    await app.todos.pull(app.todos, 'all');
    expect(await queue(app.context)).toEqual(['insert t10 queued']);
  });

  test('is forgotten when the database was restored, and every query is read anew', async () => {
    const app = openApp();
    const told = (n: number) => ({ headers: { ...tracked.headers, 'x-sync-head': head(n) } });
    const pull = (id: string) => app.todos.pull(app.todos, id);
    for (const id of ['one', 'two']) {
      app.service.answers(list, 200, { items: [stored('a', 'a')], deltaLink: link(1) }, told(5));
      await pull(id);
    }
    refuses(app, 'rewound');
    app.service.answers(list, 200, { items: [], deltaLink: link(2) }, told(3));
    await pull('one');
    expect(last(app)?.headers.get('x-sync-head')).toBeNull();
    expect(await texts(app)).toEqual({});
    tells(app, 2);
    await pull('two');
    expect(last(app)?.options).toEqual({});
  });
});

describe('a restored database', () => {
  test('is noticed also for tables whose records came without a pull', async () => {
    const app = openApp();
    const { lists } = app;
    await lists.insert({ id: 'a', name: 'undone' });
    app.service.answers('POST /tables/list', 201, stored('a', 'undone'), toldHead(5));
    await app.context.push();
    // The second one is the answer to whether the insert is there.
    refuses(app, 'rewound');
    refuses(app, 'rewound');
    tells(app, 1);
    await app.todos.pull(app.todos, 'all');
    for (const each of await app.context.pendingOperations()) await app.context.cancel(each);
    app.service.answers('GET /tables/list', 200, { items: [], deltaLink: link(1) }, tracked);
    await app.context.pull(lists, 'all', { push: false });
    expect(last(app)?.options).toEqual({});
    expect((await lists.read()).map(({ id }) => id)).toEqual([]);
  });

  test('is noticed also by an answer that was cut, and does not say why', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'a' });
    app.service.answers('POST /tables/todoitem', 201, stored('a', 'a'), toldHead(5));
    await app.context.push();
    app.service.answers(list, 410);
    refuses(app, 'rewound');
    tells(app, 1);
    await app.todos.pull(app.todos, 'all');
    expect(await queue(app.context)).toEqual(['insert a queued']);
  });

  test('that is restored once more while its list is read is read once more', async () => {
    const app = await following(stored('a', 'milk'));
    refuses(app, 'rewound');
    refuses(app, 'rewound');
    tells(app, 2, stored('b', 'bread'));
    await app.todos.pull(app.todos, 'all');
    expect(await texts(app)).toEqual({ b: 'bread' });
  });
});

describe('operations that a restored database has lost', () => {
  const insert = 'POST /tables/todoitem';

  /** An app whose two inserts are done. */
  async function inserted(): Promise<App> {
    const app = openApp();
    tells(app, 1);
    await app.todos.pull(app.todos, 'all');
    for (const [at, id] of ['a', 'b'].entries()) {
      await app.todos.insert({ id, text: id });
      app.service.answers(insert, 201, stored(id, id, at + 1), toldHead(at + 5));
      await app.context.push();
    }
    return app;
  }

  test('are sent again under their keys, since a copy may come late, and those that it still has are not', async () => {
    const app = await inserted();
    refuses(app, 'rewound');
    probes(app, 200, 410);
    tells(app, 2, stored('a', 'a', 1));
    await app.todos.pull(app.todos, 'all');
    expect(await texts(app)).toEqual({ a: 'a', b: 'b' });
    expect(await queue(app.context)).toEqual(['insert b queued']);
    // The copy was done, and others have written over it.
    const { headers } = toldHead(9);
    app.service.answers(insert, 201, stored('b', 'theirs', 9), {
      headers: { ...headers, 'Idempotent-Replayed': 'true' },
    });
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
    const [, before, after] = app.service.requests.filter(({ line }) => line === insert);
    expect(after?.headers.get('Idempotency-Key')).toBe(before?.headers.get('Idempotency-Key'));
    expect(await texts(app)).toEqual({ a: 'a', b: 'theirs' });
  });

  test('come before the edits that wait for their records, which are made on what they give', async () => {
    const app = await inserted();
    await app.todos.update({ id: 'b', text: 'bread' });
    refuses(app, 'rewound');
    probes(app, 200, 410);
    tells(app, 2, stored('a', 'a', 1));
    await app.todos.pull(app.todos, 'all', { push: false });
    expect(await queue(app.context)).toEqual(['insert b queued', 'update b queued']);
    expect(await texts(app)).toEqual({ a: 'a', b: 'bread' });
    app.service
      .answers(insert, 201, stored('b', 'b', 9), toldHead(9))
      .answers(update('b'), 200, stored('b', 'bread', 10));
    await app.context.push();
    const [, , again] = app.service.requests.filter(({ line }) => line === insert);
    expect(last(app)?.headers.get('Tidemark-After')).toBe(again?.headers.get('Idempotency-Key'));
    expect(await texts(app)).toEqual({ a: 'a', b: 'bread' });
  });

  test('name the version that they were made on, so that nothing is written over that the device has not seen', async () => {
    const app = await inserted();
    await app.todos.update({ id: 'a', text: 'ale' });
    app.service.answers(update('a'), 200, stored('a', 'ale', 7), toldHead(7));
    await app.context.push();
    refuses(app, 'rewound');
    probes(app, 200, 200, 410);
    tells(app, 2, stored('a', 'theirs', 8), stored('b', 'b', 2));
    await app.todos.pull(app.todos, 'all');
    app.service.answers(update('a'), 412, stored('a', 'theirs', 8));
    const { errors } = await app.context.push();
    expect(last(app)?.headers.get('If-Match')).toBe('"v1"');
    expect(errors).toHaveLength(1);
  });

  test('are not offered where a later edit of the record may be there already: that one says itself what it is', async () => {
    const app = await inserted();
    await app.todos.update({ id: 'b', text: 'bread' });
    app.service.answers(update('b'), 503);
    await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-server' });
    refuses(app, 'rewound');
    probes(app, 200, 410);
    tells(app, 2, stored('a', 'a', 1));
    await app.todos.pull(app.todos, 'all', { push: false });
    expect(await queue(app.context)).toEqual(['update b sent']);
  });

  test('are asked about once more where the database was restored again before the list was read', async () => {
    const app = await inserted();
    refuses(app, 'rewound');
    probes(app, 200, 200);
    app.service.answers(list, 503);
    await expect(app.todos.pull(app.todos, 'all')).rejects.toMatchObject({ code: 'cancelled-by-server' });
    expect(last(app)?.headers.get('x-sync-head')).toBe(head(6));
    refuses(app, 'rewound');
    probes(app, 200, 410);
    tells(app, 2, stored('a', 'a', 1));
    await app.todos.pull(app.todos, 'all');
    expect(await queue(app.context)).toEqual(['insert b queued']);
  });

  test('are asked about one by one where the service takes no batch; where that fails the next pull asks again, though nothing tells it of the restore any more', async () => {
    const app = await inserted();
    refuses(app, 'rewound');
    app.service.answers('POST /$batch', 404).answers(list, 200, { items: [] }).answers(list, 503);
    await expect(app.todos.pull(app.todos, 'all')).rejects.toMatchObject({ code: 'cancelled-by-server' });
    expect(await queue(app.context)).toEqual([]);
    app.service.answers('POST /$batch', 404).answers(list, 200, { items: [] });
    refuses(app, 'rewound');
    tells(app, 2, stored('a', 'a', 1));
    await app.todos.pull(app.todos, 'all');
    expect(await queue(app.context)).toEqual(['insert b queued']);
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
