import { describe, expect, test } from 'vitest';
import type { SyncError } from '../../../client/sync-error.ts';
import {
  type App,
  insert,
  insertAll,
  keys,
  openApp,
  pulls,
  queue,
  remove,
  stored,
  takeAll,
  texts,
  update,
} from './app.ts';
import { FailingDisk } from './failing-disk.ts';

describe('a push that cannot go on', () => {
  test('97: without a connection a push stops, nothing is lost, and the next push sends it', async () => {
    const app = openApp();
    await insertAll(app, 'a', 'b');
    app.service.isAway(insert);
    await expect(app.context.push()).rejects.toMatchObject({
      code: 'cancelled-by-network',
      message: 'Unexpected connection failure.',
      cause: { message: 'fetch failed' },
    });
    expect(await queue(app.context)).toEqual(['insert a sent', 'insert b queued']);
    takeAll(app, 'a', 'b');
    expect(await app.context.push()).toEqual({ completed: 2, errors: [] });
    const [lost, again] = keys(app);
    expect(again).toBe(lost);
  });

  test('98: a push stops that is asked for a signed-in user, and its operation is as if it had never been sent', async () => {
    const app = openApp();
    await insertAll(app, 'a', 'b');
    app.service.answers(insert, 401);
    await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-authentication' });
    expect(await queue(app.context)).toEqual(['insert a queued', 'insert b queued']);
    takeAll(app, 'a', 'b');
    expect(await app.context.push()).toMatchObject({ completed: 2 });
  });

  test('98: a fresh token is asked for once, and the push goes on with it', async () => {
    const app = openApp({ tokens: { token: () => 'old', refresh: () => 'new' } });
    await insertAll(app, 'a');
    app.service.answers(insert, 401);
    takeAll(app, 'a');
    expect(await app.context.push()).toMatchObject({ completed: 1 });
    expect(app.service.requests.map(({ headers }) => headers.get('X-ZUMO-AUTH'))).toEqual(['old', 'new']);
  });

  test('98: a push stops when no fresh token can be had, and says why', async () => {
    const refresh = (): never => {
      throw new Error('The login has expired.');
    };
    const app = openApp({ tokens: { token: () => 'old', refresh } });
    await insertAll(app, 'a');
    app.service.answers(insert, 401);
    await expect(app.context.push()).rejects.toMatchObject({
      code: 'cancelled-by-authentication',
      cause: { message: 'The login has expired.' },
    });
    expect(await queue(app.context)).toEqual(['insert a queued']);
  });

  test('99: with a conflict first and no answer to the third of four, there were three requests, one error, three operations', async () => {
    const app = openApp({ timeoutMs: 20 });
    await insertAll(app, 'a', 'b', 'c', 'd');
    app.service.answers(insert, 409, stored('a', 'another')).answers(insert, 201, stored('b', 'b')).hangs(insert);
    await expect(app.context.push()).rejects.toMatchObject({
      code: 'cancelled-by-network',
      message: 'No answer within 20 ms.',
    });
    expect(app.service.lines).toHaveLength(3);
    expect(await app.context.errors()).toMatchObject([{ id: 'a', isConflict: true }]);
    expect(await queue(app.context)).toEqual(['insert a failed', 'insert c sent', 'insert d queued']);
  });

  test('100, 101: a push stops when the answer cannot be written, and says why', async () => {
    const disk = new FailingDisk();
    const app = openApp({ store: disk.kind });
    await insertAll(app, 'a', 'b');
    app.service.answers(insert, 201, stored('a', 'a'), {
      during: () => {
        disk.broken = true;
      },
    });
    app.service.answers(insert, 201, stored('b', 'b'));
    await expect(app.context.push()).rejects.toMatchObject({
      code: 'cancelled-by-store',
      message: 'The disk is full.',
      cause: { name: 'StoreError', code: 'full' },
    });
    disk.broken = false;
    expect(await queue(app.context)).toEqual(['insert a sent', 'insert b sent']);
    takeAll(app, 'a', 'b');
    expect(await app.context.push()).toMatchObject({ completed: 2 });
    const [first, second, ...again] = keys(app);
    expect(again).toEqual([first, second]);
  });

  test('102: a handler ends the push; its operation waits for a decision, and those behind it are as they were', async () => {
    const app = openApp({ onConflict: (error) => error.abortPush() });
    await insertAll(app, 'a', 'b', 'c');
    takeAll(app, 'a');
    app.service.answers(insert, 409, stored('b', 'another'));
    await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-operation' });
    expect(await queue(app.context)).toEqual(['insert b failed', 'insert c queued']);
    expect(await app.context.errors()).toMatchObject([{ id: 'b' }]);
  });

  test.each(['before', 'during', 'between', 'after'] as const)(
    '103: a push that is cancelled %s its requests',
    async (moment) => {
      const control = new AbortController();
      const abort = (): void => control.abort();
      // The request behind a refused one waits for the handler.
      const app = openApp(moment === 'between' ? { onError: abort } : {});
      const { context, service } = app;
      await insertAll(app, 'a', 'b');
      if (moment === 'before') abort();
      if (moment === 'during') service.hangs(insert, abort);
      if (moment === 'between') service.answers(insert, 400);
      if (moment === 'after') {
        takeAll(app, 'a', 'b');
        context.subscribe((event) => event.type === 'operation-sent' && event.record.id === 'b' && abort());
      }
      const ended = await context.push({ signal: control.signal }).catch(({ code }: SyncError) => code);
      const done = { completed: 2, errors: [] };
      expect(ended).toEqual(moment === 'after' ? done : 'cancelled-by-signal');
      const left = {
        before: ['insert a queued', 'insert b queued'],
        during: ['insert a sent', 'insert b queued'],
        between: ['insert a failed', 'insert b queued'],
        after: [],
      };
      expect(await queue(context)).toEqual(left[moment]);
    },
  );
});

describe('a push that is told to try again at once', () => {
  test('111: an operation that met no connection is sent again when onStop says so', async () => {
    const asked: string[] = [];
    const app = openApp({ onStop: ({ code }) => asked.push(code) > 0 });
    await insertAll(app, 'a');
    app.service.isAway(insert);
    takeAll(app, 'a');
    expect(await app.context.push()).toMatchObject({ completed: 1 });
    expect(asked).toEqual(['cancelled-by-network']);
    expect(new Set(keys(app)).size).toBe(1);
  });

  test.each([0, 1, 5])(
    '113: an operation that goes through after %i failures made one request more, and so did the next',
    async (failures) => {
      const app = openApp({ onStop: () => true });
      await insertAll(app, 'a', 'b');
      for (const id of ['a', 'b']) {
        for (let n = 0; n < failures; n += 1) app.service.isAway(insert);
        takeAll(app, id);
      }
      expect(await app.context.push()).toMatchObject({ completed: 2 });
      expect(app.service.lines).toHaveLength(2 * (failures + 1));
    },
  );

  test('111: when onStop fails the push ends with that, and nothing is lost', async () => {
    const app = openApp({ onStop: () => Promise.reject(new Error('No idea.')) });
    await insertAll(app, 'a', 'b');
    app.service.isAway(insert);
    await expect(app.context.push()).rejects.toThrow('No idea.');
    expect(await queue(app.context)).toEqual(['insert a sent', 'insert b queued']);
    takeAll(app, 'a', 'b');
    expect(await app.context.push()).toEqual({ completed: 2, errors: [] });
  });

  test('112: it is asked no more than five times about one operation', async () => {
    let asked = 0;
    const app = openApp({
      onStop: () => {
        asked += 1;
        return true;
      },
    });
    await insertAll(app, 'a');
    for (let n = 0; n < 6; n += 1) app.service.isAway(insert);
    await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-network' });
    expect(asked).toBe(5);
    expect(await queue(app.context)).toEqual(['insert a sent']);
  });

  test('114: after a failure of the service it is tried until it is done', async () => {
    const app = openApp({ onStop: ({ status }) => status === 500 });
    await insertAll(app, 'a');
    for (let n = 0; n < 4; n += 1) app.service.answers(insert, 500, { error: 'Oops.' });
    takeAll(app, 'a');
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
  });

  test('114: what may have arrived once is not taken for unsent because the last try was turned away', async () => {
    const app = openApp({ onStop: ({ status }) => status === 500 });
    await insertAll(app, 'a');
    app.service.answers(insert, 500).answers(insert, 401);
    await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-authentication' });
    expect(await queue(app.context)).toEqual(['insert a sent']);
  });
});

describe('whatever ends a push', () => {
  const busy = { code: 'cancelled-by-server' };
  const ends = {
    'no connection': [(app: App, line: string) => app.service.isAway(line), { code: 'cancelled-by-network' }],
    'no answer in time': [(app: App, line: string) => app.service.hangs(line), { code: 'cancelled-by-network' }],
    'half an answer': [
      (app: App, line: string) => app.service.answers(line, 200, '{"id":'),
      { code: 'cancelled-by-network' },
    ],
    '401': [(app: App, line: string) => app.service.answers(line, 401), { code: 'cancelled-by-authentication' }],
    '408': [(app: App, line: string) => app.service.answers(line, 408), busy],
    '425': [(app: App, line: string) => app.service.answers(line, 425), busy],
    '429': [
      (app: App, line: string) => app.service.answers(line, 429, undefined, { headers: { 'Retry-After': '7' } }),
      { ...busy, status: 429, retryAfterMs: 7000 },
    ],
    '500': [(app: App, line: string) => app.service.answers(line, 500), { ...busy, status: 500 }],
    '503': [(app: App, line: string) => app.service.answers(line, 503, '<html>Later</html>'), { ...busy, status: 503 }],
  } as const;

  test.each(Object.entries(ends))(
    '97-103: %s leaves the queue complete, and the next push brings all of it up',
    async (_, [end, error]) => {
      const app = openApp({ timeoutMs: 20 });
      await pulls(app, stored('a', 'milk'), stored('b', 'bread'));
      await app.todos.update({ id: 'a', text: 'oat milk' });
      await app.todos.remove('b');
      await insertAll(app, 'c');
      app.service.answers(update('a'), 200, stored('a', 'oat milk', 2));
      end(app, remove('b'));
      await expect(app.context.push()).rejects.toMatchObject(error);
      expect((await queue(app.context)).map((line) => line.slice(0, 8))).toEqual(['remove b', 'insert c']);
      expect(await texts(app)).toEqual({ a: 'oat milk', c: 'c' });
      app.service.answers(remove('b'), 204);
      takeAll(app, 'c');
      expect(await app.context.push()).toEqual({ completed: 2, errors: [] });
      expect(await texts(app)).toEqual({ a: 'oat milk', c: 'c' });
    },
  );

  test('97: however often there was no connection, one failure of the service parks nothing', async () => {
    const app = openApp();
    await insertAll(app, 'a');
    for (let n = 0; n < 10; n += 1) {
      app.service.isAway(insert);
      await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-network' });
    }
    app.service.answers(insert, 503);
    await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-server' });
    takeAll(app, 'a');
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
  });
});
