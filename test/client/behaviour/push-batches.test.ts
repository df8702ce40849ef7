import { beforeEach, describe, expect, test } from 'vitest';
import { type App, insert, insertAll, keys, openApp, pulls, queue, stored, takeAll, texts, update } from './app.ts';
import { ScriptedService, sentIn } from './scripted-service.ts';

const batch = 'POST /$batch';

describe('a push of several operations', () => {
  sentIn('in one request');
  let app: App;
  beforeEach(async () => {
    app = openApp();
    await insertAll(app, 'a', 'b', 'c');
  });

  test('is one request, each operation with a key of its own', async () => {
    takeAll(app, 'a', 'b', 'c');
    expect(await app.context.push()).toEqual({ completed: 3, errors: [] });
    expect(app.service.batches).toBe(1);
    expect(new Set(keys(app)).size).toBe(3);
  });

  test('is sent again as it was when no answer came', async () => {
    app.service.isAway(batch);
    await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-network' });
    expect(await queue(app.context)).toEqual(['insert a sent', 'insert b sent', 'insert c sent']);
    takeAll(app, 'a', 'b', 'c');
    expect(await app.context.push()).toEqual({ completed: 3, errors: [] });
    expect(app.service.batches).toBe(1);
  });

  test('goes on after a refusal in its middle', async () => {
    app.service.answers(insert, 201, stored('a', 'a')).answers(insert, 409, stored('b', 'another'));
    takeAll(app, 'c');
    const { completed, errors } = await app.context.push();
    expect(completed).toBe(2);
    expect(errors).toMatchObject([{ id: 'b', isConflict: true }]);
    expect(await queue(app.context)).toEqual(['insert b failed']);
  });

  test('sends what the service had no room for in the next request, under the same key', async () => {
    takeAll(app, 'a');
    app.service.answers(insert, 503).answers(insert, 503);
    takeAll(app, 'b', 'c');
    expect(await app.context.push()).toEqual({ completed: 3, errors: [] });
    expect(app.service.batches).toBe(2);
    const [, ...sent] = keys(app);
    expect(sent.slice(2)).toEqual(sent.slice(0, 2));
  });

  test('ends when the service had room for none, and leaves all as sent', async () => {
    app.service.answers(insert, 503).answers(insert, 503).answers(insert, 503);
    await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-server', status: 503 });
    expect(await queue(app.context)).toEqual(['insert a sent', 'insert b sent', 'insert c sent']);
  });

  test('keeps what is done when one operation is told to wait, which is as if it had never been sent', async () => {
    takeAll(app, 'a');
    app.service.answers(insert, 429, undefined, { headers: { 'Retry-After': '7' } });
    takeAll(app, 'c');
    await expect(app.context.push()).rejects.toMatchObject({ status: 429, retryAfterMs: 7000 });
    expect(await queue(app.context)).toEqual(['insert b queued']);
  });

  test('is cut in halves for a service to which it is too large', async () => {
    app.service.answers(batch, 413);
    takeAll(app, 'a', 'b', 'c');
    expect(await app.context.push()).toEqual({ completed: 3, errors: [] });
  });

  test('after three failures of the service comes to the one operation on which it fails', async () => {
    for (let n = 0; n < 3; n += 1) {
      app.service.answers(batch, 500);
      await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-server', status: 500 });
    }
    // By now one at a time.
    app.service.answers(insert, 500);
    await expect(app.context.push()).rejects.toMatchObject({ status: 500 });
    for (let n = 0; n < 6; n += 1) {
      app.service.answers(insert, 500);
      await expect(app.context.push()).rejects.toMatchObject({ status: 500 });
    }
    app.service.answers(insert, 500);
    takeAll(app, 'b', 'c');
    expect(await app.context.push()).toMatchObject({ completed: 2, errors: [{ id: 'a', status: 500 }] });
  });

  test('is not taken for one that the service does not know when a page answers', async () => {
    app.service.answers(batch, 404, '<!doctype html><title>Sign in</title>');
    await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-network' });
    takeAll(app, 'a', 'b', 'c');
    expect(await app.context.push()).toEqual({ completed: 3, errors: [] });
    expect(app.service.batches).toBe(1);
  });

  test.each([404, 405, 501])('is a request each from the first %i on', async (status) => {
    app.service.answers(batch, status, { error: 'No.' });
    takeAll(app, 'a', 'b', 'c');
    expect(await app.context.push()).toEqual({ completed: 3, errors: [] });
    await insertAll(app, 'd', 'e');
    takeAll(app, 'd', 'e');
    expect(await app.context.push()).toEqual({ completed: 2, errors: [] });
    expect(app.service.batches).toBe(0);
  });

  test('leaves edits that are made meanwhile for the next request', async () => {
    app.service.answers(insert, 201, stored('a', 'a'), { during: () => app.todos.update({ id: 'b', text: 'bread' }) });
    takeAll(app, 'b', 'c');
    app.service.answers(update('b'), 200, stored('b', 'bread', 2));
    expect(await app.context.push()).toEqual({ completed: 4, errors: [] });
    expect(await texts(app)).toEqual({ a: 'a', b: 'bread', c: 'c' });
    expect(app.service.requests.at(-1)?.headers.get('If-Match')).toBe('"v1"');
  });
});

describe('operations that are too long for one request', () => {
  sentIn('in one request');

  test('are sent in several', async () => {
    const app = openApp();
    const ids = ['a', 'b', 'c', 'd', 'e'];
    for (const id of ids) {
      await app.todos.insert({ id, text: id.repeat(500_000) });
      app.service.answers(insert, 201, stored(id, id));
    }
    expect(await app.context.push()).toEqual({ completed: 5, errors: [] });
    expect(app.service.batches).toBe(2);
  });
});

describe('a push of one operation, or by the old dialect', () => {
  test('is a request each', async () => {
    const service = new ScriptedService('in one request');
    const app = openApp({ service, protocol: '2.0' });
    await insertAll(app, 'a', 'b');
    takeAll(app, 'a', 'b');
    expect(await app.context.push()).toMatchObject({ completed: 2 });
    const modern = openApp({ service: new ScriptedService('in one request') });
    await pulls(modern, stored('a', 'milk'));
    await modern.todos.update({ id: 'a', text: 'oat milk' });
    modern.service.answers(update('a'), 200, stored('a', 'oat milk', 2));
    expect(await modern.context.push()).toMatchObject({ completed: 1 });
    expect([service.batches, modern.service.batches]).toEqual([0, 0]);
  });
});
