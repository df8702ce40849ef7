import { describe, expect, test } from 'vitest';
import type { JsonRecord } from '../../../client/queue/record-entry.ts';
import { type App, insert, list, openApp, queue, stored, texts, update } from './app.ts';
import { ScriptedService, sentIn } from './scripted-service.ts';

sentIn('in one request');

const lists = 'GET /tables/list';
const tracked = (n: number) => ({
  headers: { 'Preference-Applied': 'odata.track-changes', 'x-sync-head': `${n}.00000000000000ab` },
});
const page = (n: number, ...items: readonly JsonRecord[]) => ({ items, deltaLink: `$deltatoken=t${n}` });

/** How many requests go over the network while this is done. */
async function requestsOf({ service }: App, work: () => Promise<unknown>): Promise<number> {
  const before = service.sent;
  await work();
  return service.sent - before;
}

/** An app that follows all todos of a service which has told it a head. */
async function following(...items: readonly JsonRecord[]): Promise<App> {
  const app = openApp();
  app.service.answers(list, 200, page(1, ...items), tracked(1));
  await app.todos.pull(app.todos, 'all');
  return app;
}

describe('one request', () => {
  test('brings ten changes', async () => {
    const app = await following();
    const ten = Array.from({ length: 10 }, (_, i) => stored(`t${i}`, 'x', i + 1));
    app.service.answers(list, 200, page(2, ...ten), tracked(2));
    expect(await requestsOf(app, () => app.todos.pull(app.todos, 'all'))).toBe(1);
    expect(await app.todos.read()).toHaveLength(10);
  });

  test.each([1, 3])('has the push of %i operations too that comes before a pull', async (count) => {
    const app = await following(stored('z', 'z'));
    const ids = Array.from({ length: count }, (_, i) => `t${i}`);
    for (const id of ids) {
      await app.todos.insert({ id, text: id });
      app.service.answers(insert, 201, stored(id, id, 2));
    }
    app.service.answers(list, 200, page(2, stored('z', 'zz', 3)), tracked(2));
    expect(await requestsOf(app, () => app.todos.pull(app.todos, 'all'))).toBe(1);
    expect(app.service.lines.slice(1)).toEqual([...ids.map(() => insert), list]);
    expect(await texts(app)).toMatchObject({ t0: 't0', z: 'zz' });
    expect(await queue(app.context)).toEqual([]);
  });

  test('pushes everything and asks for every query', async () => {
    const app = await following();
    await app.todos.insert({ id: 'a', text: 'milk' });
    await app.lists.insert({ id: 'home', name: 'Home' });
    app.service
      .answers(insert, 201, stored('a', 'milk'))
      .answers('POST /tables/list', 201, { id: 'home', name: 'Home' });
    app.service.answers(list, 200, page(2), tracked(2)).answers(lists, 200, page(1), tracked(2));
    const pulls = [
      { query: app.todos, queryId: 'all' },
      { query: app.lists, queryId: 'all' },
    ];
    expect(await requestsOf(app, () => app.context.sync(pulls))).toBe(1);
    app.service.answers(list, 200, page(3, stored('b', 'b')), tracked(3)).answers(lists, 200, page(2), tracked(3));
    expect(await requestsOf(app, () => app.context.sync(pulls))).toBe(1);
    expect(await texts(app)).toEqual({ a: 'milk', b: 'b' });
  });

  test('that a pull has no part in, since the service had no room for it, is followed by one of its own', async () => {
    const app = await following();
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.answers(insert, 201, stored('a', 'milk')).answers(list, 503).answers(list, 200, page(2));
    expect(await requestsOf(app, () => app.todos.pull(app.todos, 'all'))).toBe(2);
  });

  test('whose link is called back is followed by one for everything', async () => {
    const app = await following(stored('z', 'z'));
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.answers(insert, 201, stored('a', 'milk'));
    app.service.answers(list, 410, { code: 'resync_required', reason: 'expired' });
    app.service.answers(list, 200, page(2, stored('a', 'milk')), tracked(2));
    expect(await requestsOf(app, () => app.todos.pull(app.todos, 'all'))).toBe(2);
    expect(await texts(app)).toEqual({ a: 'milk' });
  });

  test('each there is where the service takes no batch', async () => {
    const service = new ScriptedService('a request each');
    const app = openApp({ service });
    await app.todos.insert({ id: 'a', text: 'milk' });
    service
      .answers(insert, 201, stored('a', 'milk'))
      .answers(list, 200, { items: [] })
      .answers(lists, 200, { items: [] });
    await app.context.sync([
      { query: app.todos, queryId: 'all' },
      { query: app.lists, queryId: 'all' },
    ]);
    expect(service.lines).toEqual([insert, list, lists]);
  });
});

describe('several edits of a record of which the first has got no answer', () => {
  /** The first edit was sent, and the second made behind it. */
  async function edited(): Promise<App> {
    const app = await following(stored('a', 'milk'));
    await app.todos.update({ id: 'a', text: 'one' });
    app.service.isAway('POST /$batch');
    await app.lists.insert({ id: 'home', name: 'Home' });
    await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-network' });
    await app.todos.update({ id: 'a', text: 'two' });
    app.service.answers('POST /tables/list', 201, { id: 'home', name: 'Home' });
    return app;
  }

  test('go in one request, the second behind the first by its key', async () => {
    const app = await edited();
    app.service.answers(update('a'), 200, stored('a', 'one', 2)).answers(update('a'), 200, stored('a', 'two', 3));
    expect(await requestsOf(app, () => app.context.push())).toBe(1);
    const [first, second] = app.service.requests.filter(({ line }) => line === update('a'));
    expect(first?.headers.get('If-Match')).toBe('"v1"');
    expect(second?.headers.get('If-Match')).toBeNull();
    expect(second?.headers.get('Tidemark-After')).toBe(first?.headers.get('Idempotency-Key'));
    expect(await queue(app.context)).toEqual([]);
    expect(await texts(app)).toEqual({ a: 'two' });
  });

  test('wait for each other when the first is refused, and the second is made on what was decided', async () => {
    const app = await edited();
    app.service.answers(update('a'), 412, stored('a', 'theirs', 5)).answers(update('a'), 412, stored('a', 'theirs', 5));
    const { errors } = await app.context.push();
    expect(errors).toHaveLength(1);
    expect(await queue(app.context)).toEqual(['update a failed', 'update a queued']);
    await errors[0]?.serverWins();
    app.service.answers(update('a'), 200, stored('a', 'two', 6));
    await app.context.push();
    expect(app.service.requests.at(-1)?.headers.get('If-Match')).toBe('"v5"');
    expect(await texts(app)).toEqual({ a: 'two' });
  });

  test('are told of others in between, and never written over them when they are asked about again', async () => {
    const app = await edited();
    const replayed = { headers: { 'Idempotent-Replayed': 'true' } };
    const theirs = stored('a', 'theirs', 7);
    app.service.answers(update('a'), 200, theirs, replayed).answers(update('a'), 412, theirs);
    const { errors } = await app.context.push();
    expect(errors).toHaveLength(1);
    app.service.answers(update('a'), 412, theirs);
    await app.context.push();
    expect(app.service.requests.at(-1)?.headers.get('If-Match')).not.toBeNull();
  });
});
