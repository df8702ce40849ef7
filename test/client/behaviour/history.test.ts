import { describe, expect, test } from 'vitest';
import type { SyncEvent } from '../../../client/index.ts';
import { memoryStore } from '../../../client/store/memory.ts';
import { type App, list, openApp, queue, stored, texts, update } from './app.ts';
import { ScriptedService } from './scripted-service.ts';
import { following, head, last, link, probes, refuses, tells, toldHead, tracked } from './tracked.ts';

/** Where there are no locks, tabs work at the same time. */
const oneTab = { exclusively: <Result>(_: string, work: () => Promise<Result>) => work(), openChannel: undefined };

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

  test('does not take away what another tab pushes while the list is read anew', async () => {
    const [kind, service] = [memoryStore(), new ScriptedService()];
    const open = () => openApp({ store: kind, service, environment: { ...oneTab, fetch: service.fetch } });
    const [app, other] = [open(), open()];
    tells(app, 1, stored('a', 'milk', 1), stored('b', 'bread', 9));
    await app.todos.pull(app.todos, 'all');
    for (const id of ['a', 'c']) await other.todos[id === 'a' ? 'update' : 'insert']({ id, text: 'ours' });
    service.answers(update('a'), 200, stored('a', 'ours', 3), toldHead(3));
    service.answers('POST /tables/todoitem', 201, stored('c', 'ours', 4), toldHead(4));
    refuses(app, 'rewound');
    const items = [stored('a', 'milk', 1), stored('b', 'old bread', 2)];
    const during = () => other.context.push();
    service.answers(list, 200, { items, deltaLink: link(2) }, { ...tracked, during });
    // It lacks what is new here, and is asked for once more.
    tells(app, 3, stored('a', 'ours', 3), stored('b', 'old bread', 2), stored('c', 'ours', 4));
    await app.todos.pull(app.todos, 'all', { push: false });
    expect(await texts(app)).toEqual({ a: 'ours', b: 'old bread', c: 'ours' });
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
    const events: SyncEvent[] = [];
    app.context.subscribe((event) => events.push(event));
    await app.todos.pull(app.todos, 'all', { push: false });
    expect(await queue(app.context)).toEqual(['update b sent']);
    const operations = [{ table: 'todoitem', id: 'b', action: 'insert' }];
    expect(events.filter(({ type }) => type === 'operations-lost')).toEqual([{ type: 'operations-lost', operations }]);
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
