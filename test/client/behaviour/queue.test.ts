import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../../client/store/memory.ts';
import { storeName } from '../../../client/store-name.ts';
import type { PendingOperation } from '../../../client/sync/pending-operation.ts';
import { type App, insert, list, openApp, pulls, queue, remove, stored, texts, update } from './app.ts';

const operations = ({ context }: App): Promise<readonly PendingOperation[]> => context.pendingOperations();

async function first(app: App): Promise<PendingOperation> {
  const [operation] = await operations(app);
  if (operation === undefined) throw new Error('Nothing waits.');
  return operation;
}

/** A device with a record that was edited, and the edit refused by the service for what it says. */
async function parked(edit: (app: App) => Promise<unknown>, line: string): Promise<App> {
  const app = openApp();
  await edit(app);
  app.service.answers(line, 400, { error: 'No.' });
  expect((await app.context.push()).errors).toHaveLength(1);
  return app;
}

describe('edits that follow one another', () => {
  test('51: of one record, then another, and of the first again are two requests, in the order of their first edits', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk', 1), stored('b', 'bread', 2));
    await app.todos.update({ id: 'a', text: 'oat milk' });
    await app.todos.remove('b');
    await app.todos.update({ id: 'a', complete: true });
    app.service.answers(update('a'), 200, stored('a', 'oat milk', 3, { complete: true })).answers(remove('b'), 204);
    expect(await app.context.push()).toEqual({ completed: 2, errors: [] });
    expect(app.service.lines).toEqual([list, update('a'), remove('b')]);
    expect(app.service.requests[1]?.body).toEqual({ text: 'oat milk', complete: true });
  });

  test('54: of different records, or of the same id in two tables, are operations of their own', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    await app.lists.insert({ id: 'a', name: 'Home' });
    await app.todos.insert({ id: 'b', text: 'bread' });
    await app.lists.remove('a');
    await app.todos.update({ id: 'b', text: 'rye bread' });
    expect((await operations(app)).map(({ table, id, body }) => [table, id, body])).toEqual([
      ['todoitem', 'a', { text: 'milk' }],
      ['todoitem', 'b', { text: 'rye bread' }],
    ]);
    expect(await app.lists.read()).toEqual([]);
  });

  test('71: an insert that is replaced is one insert, of the new content alone', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk', complete: true });
    await app.todos.replace({ id: 'a', text: 'bread' });
    expect(await operations(app)).toMatchObject([{ action: 'insert', body: { text: 'bread' } }]);
    expect((await first(app)).body).toEqual({ text: 'bread' });
  });

  test('44: an insert of a record that was removed here puts the new one in its place, on the version that was removed', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk', 1, { complete: true }));
    await app.todos.remove('a');
    await app.todos.insert({ id: 'a', text: 'bread' });
    expect(await app.todos.lookup('a')).toEqual(stored('a', 'bread'));
    app.service.answers('PUT /tables/todoitem/a', 200, stored('a', 'bread', 2));
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
    const { headers, body } = app.service.requests.at(-1) ?? {};
    expect([headers?.get('If-Match'), body]).toEqual(['"v1"', { id: 'a', text: 'bread' }]);
  });
});

describe('an edit of a record whose operation was refused', () => {
  test('39: a removal of what the service would not insert leaves nothing to send', async () => {
    const app = await parked(({ todos }) => todos.insert({ id: 'a', text: 'milk' }), insert);
    await app.todos.remove('a');
    expect(await queue(app.context)).toEqual([]);
    expect(await app.context.errors()).toEqual([]);
  });

  test('39: a removal of an insert on which the service failed is sent, since it may have the record', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.answers(insert, 500);
    await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-server' });
    await app.todos.remove('a');
    app.service.answers(insert, 201, stored('a', 'milk')).answers(remove('a'), 204);
    expect(await app.context.push()).toEqual({ completed: 2, errors: [] });
    expect(await texts(app)).toEqual({});
  });

  test('52: takes the error out with it', async () => {
    const app = await parked(({ todos }) => todos.insert({ id: 'a', text: 'milk' }), insert);
    await app.todos.update({ id: 'a', text: 'oat milk' });
    expect(await app.context.errors()).toEqual([]);
    expect(await queue(app.context)).toEqual(['insert a queued']);
  });
});

describe('what an operation has', () => {
  test('55: an insert has no version, whatever the record says', async () => {
    const app = openApp();
    await app.todos.insert({ ...stored('a', 'milk'), id: 'a', text: 'milk' });
    expect((await first(app)).body).toEqual({ text: 'milk' });
    expect(await app.todos.lookup('a')).toEqual({ id: 'a', text: 'milk' });
  });

  test('68: a removal knows the record that it removed, an update the one that it changed, and an insert none', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk', 1), stored('b', 'bread', 2));
    await app.todos.remove('a');
    await app.todos.update({ id: 'b', text: 'rye bread' });
    await app.todos.insert({ id: 'c', text: 'eggs' });
    app.service.answers(remove('a'), 400, {}).answers(update('b'), 400, {}).answers(insert, 400, {});
    const { errors } = await app.context.push();
    expect(errors.map(({ versions }) => versions.base)).toEqual([
      stored('a', 'milk', 1),
      stored('b', 'bread', 2),
      null,
    ]);
  });
});

describe('an operation that is taken back', () => {
  test('60: leaves the record as the service has it, and nothing to send', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk', 1), stored('b', 'bread', 2));
    await app.todos.update({ id: 'a', text: 'oat milk' });
    await app.todos.remove('b');
    await app.todos.insert({ id: 'c', text: 'eggs' });
    for (const operation of await operations(app)) await app.context.cancel(operation);
    expect(await queue(app.context)).toEqual([]);
    expect(await app.todos.read()).toEqual([stored('a', 'milk', 1), stored('b', 'bread', 2)]);
  });

  test('60: may not have been sent; when its outcome is known the record is free again', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.answers(insert, 201, stored('a', 'milk'), {
      during: async () => {
        await expect(app.context.cancel(await first(app))).rejects.toMatchObject({ code: 'operation-in-flight' });
      },
    });
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
    await app.todos.update({ id: 'a', text: 'oat milk' });
    await app.todos.update({ id: 'a', complete: true });
    expect(await queue(app.context)).toEqual(['update a queued']);
    await app.context.cancel(await first(app));
    expect(await app.todos.read()).toEqual([stored('a', 'milk')]);
  });

  test('66: is refused when it is another by now, or is no more', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    const seen = await first(app);
    await app.todos.update({ id: 'a', text: 'oat milk' });
    await expect(app.context.cancel(seen)).rejects.toMatchObject({ code: 'operation-changed' });
    expect(await texts(app)).toEqual({ a: 'oat milk' });
    await app.context.cancel(await first(app));
    expect(await texts(app)).toEqual({});
    await expect(app.context.cancel(seen)).rejects.toMatchObject({ code: 'operation-changed' });
  });
});

describe('what runs one after the other', () => {
  test('62: pushes, pulls and purges, in the order of the calls, and one that fails does not stop the next', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    const moments: string[] = [];
    const note = (moment: string) => (): void => void moments.push(moment);
    const slowly = (moment: string) => async (): Promise<void> => {
      moments.push(moment);
      await new Promise((resolve) => setTimeout(resolve, 10));
    };
    app.service.answers(insert, 503, undefined, { during: slowly('push') });
    app.service.answers(list, 200, { items: [stored('b', 'bread')] }, { during: slowly('pull') });
    await Promise.allSettled([
      app.context.push().finally(note('push ended')),
      app.todos.pull(app.todos, null, { push: false }).finally(note('pull ended')),
      app.todos.purge().finally(note('purge ended')),
    ]);
    expect(moments).toEqual(['push', 'push ended', 'pull', 'pull ended', 'purge ended']);
    expect(await texts(app)).toEqual({ a: 'milk', b: 'bread' });
  });
});

test('65: an operation that this version of the client does not know ends the push, and stays', async () => {
  const store = memoryStore();
  const app = openApp({ store });
  await app.todos.insert({ id: 'a', text: 'milk' });
  const database = await store.open(storeName('tidemark https://todo.example', ''));
  await database.transact('edit', async (transaction) => {
    const waiting = await transaction.operations.list();
    await transaction.operations.put(JSON.parse(JSON.stringify(waiting).replace('"insert"', '"merge"')));
  });
  await database.close();
  await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-store' });
  expect(app.service.lines).toEqual([]);
  expect(await app.context.pendingCount()).toBe(1);
});
