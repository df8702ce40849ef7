import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../../client/store/memory.ts';
import { insert, openApp, pulls, queue, remove, stored, texts, update } from './app.ts';
import { ScriptedService, sentIn, ways } from './scripted-service.ts';

const features = 'X-ZUMO-FEATURES';

describe.each(ways)('the requests of a push, %s', (way) => {
  sentIn(way);

  test('73: inserts, updates and removals become POST, PATCH and DELETE, in the order in which they were made', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk'), stored('b', 'bread'));
    await app.todos.remove('b');
    await app.todos.insert({ id: 'c', text: 'eggs' });
    await app.todos.update({ id: 'a', text: 'oat milk' });
    app.service.answers(remove('b'), 204).answers(insert, 201, stored('c', 'eggs', 2));
    app.service.answers(update('a'), 200, stored('a', 'oat milk', 3));
    expect(await app.context.push()).toEqual({ completed: 3, errors: [] });
    expect(app.service.lines.slice(1)).toEqual([remove('b'), insert, update('a')]);
    expect(app.service.requests.at(-1)?.body).toEqual({ text: 'oat milk' });
  });

  test('74: operations on several tables have one order', async () => {
    const { service, context, todos, lists } = openApp();
    await todos.insert({ id: 'a', text: 'milk' });
    await lists.insert({ id: 'home', name: 'Home' });
    await todos.insert({ id: 'b', text: 'bread' });
    service.answers(insert, 201, stored('a', 'milk')).answers(insert, 201, stored('b', 'bread'));
    service.answers('POST /tables/list', 201, { id: 'home', name: 'Home' });
    await context.push();
    expect(service.lines).toEqual([insert, 'POST /tables/list', insert]);
  });

  test('75: the old dialect marks what was made offline, and what has a precondition; the new one needs no marks', async () => {
    const app = openApp({ protocol: '2.0' });
    app.service.answers('GET /tables/todoitem', 200, [stored('a', 'milk')]).answers('GET /tables/todoitem', 200, []);
    await app.todos.pull(app.todos, null);
    await app.todos.insert({ id: 'b', text: 'bread' });
    await app.todos.update({ id: 'a', text: 'oat milk' });
    app.service.answers(insert, 201, stored('b', 'bread', 2)).answers(update('a'), 200, stored('a', 'oat milk', 3));
    await app.context.push();
    const [inserted, updated] = app.service.requests.slice(-2);
    expect(inserted?.headers.get(features)).toBe('OL');
    expect(updated?.headers.get(features)).toBe('OL,OC');
    expect(updated?.headers.get('ZUMO-API-VERSION')).toBe('2.0.0');

    const modern = openApp();
    await modern.todos.insert({ id: 'b', text: 'bread' });
    modern.service.answers(insert, 201, stored('b', 'bread'));
    await modern.context.push();
    expect(modern.service.requests[0]?.headers.has(features)).toBe(false);
    expect(modern.service.requests[0]?.headers.get('ZUMO-API-VERSION')).toBe('3.0.0');
  });

  test('76: after a restart the headers are the same', async () => {
    const store = memoryStore();
    const service = new ScriptedService();
    const before = openApp({ service, store, protocol: '2.0' });
    service.answers('GET /tables/todoitem', 200, [stored('a', 'milk')]).answers('GET /tables/todoitem', 200, []);
    await before.todos.pull(before.todos, null);
    await before.todos.update({ id: 'a', text: 'oat milk' });
    await before.client.close();
    const after = openApp({ service, store, protocol: '2.0' });
    service.answers(update('a'), 200, stored('a', 'oat milk', 2));
    await after.context.push();
    const { headers } = service.requests.at(-1) ?? {};
    expect(headers?.get(features)).toBe('OL,OC');
    expect(headers?.get('If-Match')).toBe('"v1"');
  });

  test('77: an insert has no precondition and no version, whatever the app gave', async () => {
    const { service, context, todos } = openApp();
    const given = { id: 'a', text: 'milk', version: 'v9', updatedAt: '2026-01-01T00:00:00.000Z' };
    await todos.insert(given);
    service.answers(insert, 201, stored('a', 'milk'));
    await context.push();
    expect(service.requests[0]?.headers.has('If-Match')).toBe(false);
    expect(service.requests[0]?.body).toEqual({ id: 'a', text: 'milk' });
  });

  test('78: an update names the version that it was made on, in quotes', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk'));
    await app.todos.update({ id: 'a', text: 'oat milk' });
    app.service.answers(update('a'), 200, stored('a', 'oat milk', 2));
    await app.context.push();
    expect(app.service.requests.at(-1)?.headers.get('If-Match')).toBe('"v1"');
  });

  test('79: a removal names the version that the record had when it was removed here, also if another one came since', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk'));
    await app.todos.remove('a');
    await pulls(app, stored('a', 'oat milk', 2));
    app.service.answers(remove('a'), 204);
    await app.context.push();
    expect(app.service.requests.at(-1)?.headers.get('If-Match')).toBe('"v1"');
  });

  test('80: a removal of a record without a version has no precondition', async () => {
    const app = openApp();
    await pulls(app, { id: 'a', text: 'milk', updatedAt: '2026-01-01T00:00:00.000Z' });
    await app.todos.remove('a');
    app.service.answers(remove('a'), 204);
    await app.context.push();
    expect(app.service.requests.at(-1)?.headers.has('If-Match')).toBe(false);
  });

  test('87: with nothing in the queue a push is done without a request', async () => {
    const { service, context } = openApp();
    expect(await context.push()).toEqual({ completed: 0, errors: [] });
    expect(service.lines).toEqual([]);
  });

  test('88: a push of some tables sends theirs alone, and one of an empty list all', async () => {
    const { service, context, todos, lists } = openApp();
    await todos.insert({ id: 'a', text: 'milk' });
    await lists.insert({ id: 'home', name: 'Home' });
    service.answers('POST /tables/list', 201, { id: 'home', name: 'Home' });
    expect(await context.push({ tables: ['list'] })).toMatchObject({ completed: 1 });
    expect(await queue(context)).toEqual(['insert a queued']);
    service.answers(insert, 201, stored('a', 'milk'));
    expect(await context.push({ tables: [] })).toMatchObject({ completed: 1 });
    expect(await queue(context)).toEqual([]);
  });

  test('89: a parallel push brings everything up, with no more requests at a time than it was told', async () => {
    const app = openApp({ service: new ScriptedService('a request each') });
    let open = 0;
    let most = 0;
    const during = async (): Promise<void> => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open -= 1;
    };
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await app.todos.insert({ id, text: id });
      app.service.answers(insert, 201, stored(id, id), { during });
    }
    expect(await app.context.push({ parallel: 3 })).toMatchObject({ completed: 5, errors: [] });
    expect(most).toBe(3);
    expect(await queue(app.context)).toEqual([]);
    expect(await texts(app)).toEqual({ a: 'a', b: 'b', c: 'c', d: 'd', e: 'e' });
  });

  test('90: an operation that is cancelled before a push is not sent', async () => {
    const { service, context, todos } = openApp();
    await todos.insert({ id: 'a', text: 'milk' });
    await todos.insert({ id: 'b', text: 'bread' });
    const [first] = await context.pendingOperations();
    if (first !== undefined) await context.cancel(first);
    service.answers(insert, 201, stored('b', 'bread'));
    expect(await context.push()).toMatchObject({ completed: 1 });
    expect(service.requests.map(({ body }) => body)).toEqual([{ id: 'b', text: 'bread' }]);
  });

  test('95: after two inserts and two pushes there was one request for each', async () => {
    const { service, context, todos } = openApp();
    service.answers(insert, 201, stored('a', 'milk')).answers(insert, 201, stored('b', 'bread'));
    await todos.insert({ id: 'a', text: 'milk' });
    await context.push();
    await todos.insert({ id: 'b', text: 'bread' });
    await context.push();
    expect(service.lines).toEqual([insert, insert]);
  });

  test('96: an insert sends the members that were given, and no nulls for others', async () => {
    const { service, context, todos } = openApp({
      tables: { todoitem: { columns: { text: 'string', complete: 'boolean' } } },
    });
    await todos.insert({ id: 'a', text: 'milk' });
    service.answers(insert, 201, stored('a', 'milk', 1, { complete: false }));
    await context.push();
    expect(service.requests[0]?.body).toEqual({ id: 'a', text: 'milk' });
    expect(await todos.lookup('a')).toMatchObject({ complete: false });
  });
});
