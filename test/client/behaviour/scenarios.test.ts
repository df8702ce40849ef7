import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../../client/store/memory.ts';
import { type App, insert, list, openApp, pulls, queue, read, stored, texts, update } from './app.ts';
import { ScriptedService } from './scripted-service.ts';

const columns = { text: 'string', complete: 'boolean' } as const;
const replace = 'PUT /tables/todoitem/a';

describe('an app that is used without a network', () => {
  test.each([
    ['246: what was made with no network', (service: ScriptedService) => service.isAway(insert)],
    [
      '246: what was made with a wrong address',
      (service: ScriptedService) => service.answers(insert, 502, '<html>No such host</html>'),
    ],
    [
      '246: what was sent when the app was killed',
      (service: ScriptedService) => service.answers(insert, 200, '{"id":"a",'),
    ],
  ])('%s is here after a restart, and goes up with the next sync', async (_, end) => {
    const store = memoryStore();
    const service = new ScriptedService();
    const killed = openApp({ service, store });
    await killed.todos.insert({ id: 'a', text: 'milk' });
    await killed.todos.insert({ id: 'b', text: 'bread' });
    await killed.todos.update({ id: 'a', text: 'oat milk' });
    end(service);
    await expect(killed.context.push()).rejects.toMatchObject({ name: 'SyncError' });
    const app = openApp({ service, store });
    expect(await texts(app)).toEqual({ a: 'oat milk', b: 'bread' });
    expect(await app.context.pendingCount()).toBe(2);
    service.answers(insert, 201, stored('a', 'oat milk')).answers(insert, 201, stored('b', 'bread', 2));
    service.answers(list, 200, { items: [stored('a', 'oat milk'), stored('b', 'bread', 2), stored('c', 'eggs', 3)] });
    const { pushed } = await app.todos.pull(app.todos, 'all');
    expect(pushed).toEqual({ completed: 2, errors: [] });
    expect(service.requests[1]?.body).toEqual({ id: 'a', text: 'oat milk' });
    expect(await texts(app)).toEqual({ a: 'oat milk', b: 'bread', c: 'eggs' });
    expect(await queue(app.context)).toEqual([]);
  });

  test('250: of tables that belong together parents go up before children, as they were made', async () => {
    const { service, context, todos, lists } = openApp();
    await lists.insert({ id: 'home', name: 'Home' });
    await todos.insert({ id: 'a', text: 'milk', listId: 'home' });
    await lists.insert({ id: 'work', name: 'Work' });
    await todos.insert({ id: 'b', text: 'report', listId: 'work' });
    await lists.update({ id: 'home', name: 'At home' });
    const parent = 'POST /tables/list';
    service.answers(parent, 201, { id: 'home', name: 'At home' }).answers(parent, 201, { id: 'work', name: 'Work' });
    service.answers(insert, 201, stored('a', 'milk')).answers(insert, 201, stored('b', 'report'));
    await context.push();
    expect(service.lines).toEqual([parent, insert, parent, insert]);
    expect(service.requests[0]?.body).toEqual({ id: 'home', name: 'At home' });
  });
});

describe('a table that keeps some columns of the service', () => {
  const more = { complete: false, colour: 'white', price: 3 };
  const kept = (text: string, revision: number) => stored('a', text, revision, { complete: false });

  test('247: other columns are neither kept nor sent, whatever they arrive with', async () => {
    const app = openApp({ tables: { todoitem: { columns } } });
    await pulls(app, stored('a', 'milk', 1, more));
    expect(await app.todos.lookup('a')).toEqual(kept('milk', 1));
    await app.todos.update({ id: 'a', text: 'oat milk' });
    app.service.answers(update('a'), 200, stored('a', 'oat milk', 2, more));
    await app.context.push();
    expect(app.service.requests.at(-1)?.body).toEqual({ text: 'oat milk' });
    expect(await app.todos.lookup('a')).toEqual(kept('oat milk', 2));
    await app.todos.update({ id: 'a', text: 'rice milk' });
    app.service.answers(update('a'), 412, stored('a', 'soy milk', 3, more));
    const [error] = (await app.context.push()).errors;
    expect(error?.serverRecord).toEqual(kept('soy milk', 3));
    await error?.serverWins();
    expect(await app.todos.lookup('a')).toEqual(kept('soy milk', 3));
  });

  test('247: a service that takes no PATCH gets the other columns as it has them', async () => {
    const app = openApp({ tables: { todoitem: { columns } } });
    await pulls(app, stored('a', 'milk', 1, more));
    await app.todos.update({ id: 'a', text: 'oat milk' });
    app.service.answers(update('a'), 405).answers(read('a'), 200, stored('a', 'milk', 1, more));
    app.service.answers(replace, 200, stored('a', 'oat milk', 2, more));
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
    const { headers, body } = app.service.requests.at(-1) ?? {};
    expect(headers?.get('If-Match')).toBe('"v1"');
    expect(body).toEqual({ id: 'a', text: 'oat milk', ...more });
    await app.todos.update({ id: 'a', complete: true });
    app.service.answers(read('a'), 200, stored('a', 'oat milk', 2, more));
    app.service.answers(replace, 200, stored('a', 'oat milk', 3, { ...more, complete: true }));
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
  });

  test.each([
    ['is there no more', (app: App) => app.service.answers(read('a'), 404), [{ isConflict: true, serverRecord: null }]],
    ['is no record', (app: App) => app.service.answers(read('a'), 200), 'cancelled-by-network'],
    ['cannot be asked for', (app: App) => app.service.isAway(read('a')), 'cancelled-by-network'],
  ] as const)('247: nothing is written over the other columns when the record %s', async (_, end, expected) => {
    const app = openApp({ tables: { todoitem: { columns } } });
    await pulls(app, stored('a', 'milk', 1, more));
    await app.todos.update({ id: 'a', text: 'oat milk' });
    app.service.answers(update('a'), 405);
    end(app);
    const ended = await app.context.push().then(
      ({ errors }) => errors,
      ({ code }) => code,
    );
    if (typeof expected === 'string') expect(ended).toBe(expected);
    else expect(ended).toMatchObject(expected);
    expect(await app.context.pendingCount()).toBe(1);
  });

  test('247: a table that is kept whole is replaced whole, without being asked for', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk', 1, more));
    await app.todos.update({ id: 'a', text: 'oat milk' });
    app.service.answers(update('a'), 405).answers(replace, 200, stored('a', 'oat milk', 2, more));
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
    expect(app.service.requests.at(-1)?.body).toEqual({ id: 'a', text: 'oat milk', ...more });
  });

  test('248: a record with a value that does not fit is told of, and holds up neither this pull nor the next', async () => {
    const app = openApp({ tables: { todoitem: { columns } } });
    const odd = stored('b', 'bread', 2, { complete: 'perhaps' });
    app.service.answers(list, 200, { items: [stored('a', 'milk', 1), odd, stored('c', 'eggs', 3)] });
    expect(await app.todos.pull(app.todos, 'all')).toMatchObject({
      received: 3,
      unfit: [{ row: odd, reason: '"complete" is no boolean.' }],
    });
    expect(await texts(app)).toEqual({ a: 'milk', c: 'eggs' });
    app.service.answers(list, 200, { items: [stored('b', 'bread', 4, { complete: false })] });
    expect(await app.todos.pull(app.todos, 'all')).toMatchObject({ received: 1, unfit: [] });
    expect(app.service.requests.at(-1)?.options.$filter).toBe('updatedAt ge 2026-01-01T00:00:03.000Z');
    expect(await texts(app)).toEqual({ a: 'milk', b: 'bread', c: 'eggs' });
  });

  test('248: an answer with a value that does not fit is taken without that value', async () => {
    const app = openApp({ tables: { todoitem: { columns } } });
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.answers(insert, 201, stored('a', 'milk', 1, { complete: 'perhaps' }));
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
    expect(await app.todos.lookup('a')).toEqual(stored('a', 'milk', 1));
  });
});

describe('ids', () => {
  test('249: one that differs only in case is another record: there is none to update', async () => {
    const app = openApp();
    await pulls(app, stored('AbC', 'milk'));
    await expect(app.todos.update({ id: 'abc', text: 'oat milk' })).rejects.toMatchObject({ code: 'record-not-found' });
    await expect(app.todos.remove('ABC')).rejects.toMatchObject({ code: 'record-not-found' });
    expect(await queue(app.context)).toEqual([]);
    await app.todos.insert({ id: 'abc', text: 'bread' });
    expect(await texts(app)).toEqual({ AbC: 'milk', abc: 'bread' });
  });
});
