import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createClient } from '../../../client/client.ts';
import type { StoreKind } from '../../../client/store/local-store.ts';
import { memoryStore } from '../../../client/store/memory.ts';
import { nodeSqlite } from '../../../client/store/sqlite/node.ts';
import { sqliteStore } from '../../../client/store/sqlite.ts';
import { StoreError } from '../../../client/store/store-error.ts';
import { type App, insert, openApp, stored, texts } from './app.ts';
import { ScriptedService } from './scripted-service.ts';

/** A store in memory, and how often it was opened. */
function countedStore(): { readonly kind: StoreKind; readonly opened: () => number } {
  const memory = memoryStore();
  let opened = 0;
  const open: StoreKind['open'] = (name) => {
    opened += 1;
    return memory.open(name);
  };
  return { kind: { ...memory, open }, opened: () => opened };
}

const numbers = async ({ context }: App): Promise<readonly number[]> =>
  (await context.pendingOperations()).map(({ number }) => number);

describe('a new client', () => {
  test.each<[string, (app: App) => Promise<unknown>]>([
    ['an insert', ({ todos }) => todos.insert({ text: 'milk' })],
    ['a removal of a record that is not here', ({ todos }) => todos.remove('a').catch(() => undefined)],
    ['a read', ({ todos }) => todos.read()],
    ['a lookup', ({ todos }) => todos.lookup('a')],
    ['a push', ({ context }) => context.push()],
    ['a purge', ({ todos }) => todos.purge()],
    ['a look at the queue', ({ context }) => context.pendingOperations()],
    ['a look at the errors', ({ context }) => context.errors()],
  ])('1, 7: opens its store with the first call, and once: %s', async (_, call) => {
    const { kind, opened } = countedStore();
    const app = openApp({ store: kind });
    expect(opened()).toBe(0);
    await Promise.all([call(app), call(app)]);
    await app.todos.read();
    expect(opened()).toBe(1);
  });

  test('1, 7: that finds no store rejects the call, and tries again with the next', async () => {
    const memory = memoryStore();
    let there = false;
    const open: StoreKind['open'] = (name) =>
      there ? memory.open(name) : Promise.reject(new StoreError('unavailable', 'This device has no room.'));
    const { todos } = openApp({ store: { ...memory, open } });
    await expect(todos.insert({ text: 'milk' })).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
    await expect(todos.read()).rejects.toMatchObject({ code: 'unavailable' });
    there = true;
    await todos.insert({ id: 'a', text: 'milk' });
    expect(await todos.read()).toHaveLength(1);
  });

  test('3: needs an address and a store, and nothing else', async () => {
    const client = createClient<{ todoitem: { id: string; text: string } }>({
      url: 'https://todo.example',
      store: memoryStore(),
    });
    const { id } = await client.syncTable('todoitem').insert({ text: 'milk' });
    expect(await client.syncTable('todoitem').lookup(id)).toEqual({ id, text: 'milk' });
    await client.close();
  });

  test.each(['', 'todo.example', 'ftp://todo.example', 'https://'])('3: takes "%s" for no address', (url) => {
    expect(() => createClient({ url, store: memoryStore() })).toThrow(
      expect.objectContaining({ name: 'SyncError', code: 'invalid-option' }),
    );
  });

  test('4: has nothing that waits', async () => {
    const { context } = openApp();
    expect(await context.pendingCount()).toBe(0);
    expect(await context.pendingOperations()).toEqual([]);
    expect(await context.errors()).toEqual([]);
  });

  test('5: beside another one of the same user sees what that one does, and either may be closed, twice too', async () => {
    const store = memoryStore();
    const [one, two] = [openApp({ store }), openApp({ store })];
    await one.todos.insert({ id: 'a', text: 'milk' });
    await two.todos.update({ id: 'a', text: 'oat milk' });
    await one.client.close();
    await one.client.close();
    expect(await texts(two)).toEqual({ a: 'oat milk' });
    await expect(one.todos.read()).rejects.toMatchObject({ name: 'SyncError', code: 'closed' });
    expect(await two.context.pendingCount()).toBe(1);
  });

  test('5: of another user, or of another service, begins with nothing', async () => {
    const store = memoryStore();
    await openApp({ store, user: 'anna' }).todos.insert({ id: 'a', text: 'milk' });
    expect(await texts(openApp({ store, user: 'ben' }))).toEqual({});
    expect(await texts(openApp({ store, user: 'anna', url: 'https://other.example' }))).toEqual({});
    expect(await texts(openApp({ store, user: 'anna', url: 'https://todo.example/' }))).toEqual({ a: 'milk' });
  });
});

describe('a client on a device that has operations in its store', () => {
  test('6: has as many that wait, in the same order, and gives new ones higher numbers', async () => {
    const folder = mkdtempSync(`${tmpdir()}/start-`);
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const before = openApp({ store: sqliteStore(nodeSqlite(folder)) });
    for (const id of ['b', 'a', 'c']) await before.todos.insert({ id, text: id });
    const waiting = await before.context.pendingOperations();
    await before.client.close();
    const after = openApp({ store: sqliteStore(nodeSqlite(folder)) });
    expect(await after.context.pendingCount()).toBe(3);
    expect(await after.context.pendingOperations()).toEqual(waiting);
    expect(await texts(after)).toEqual({ a: 'a', b: 'b', c: 'c' });
    await after.todos.insert({ id: 'd', text: 'd' });
    const all = await numbers(after);
    expect(all.slice(0, 3)).toEqual(waiting.map(({ number }) => number));
    expect(all[3]).toBeGreaterThan(Math.max(...all.slice(0, 3)));
    await after.client.close();
  });

  test('11: never gives a number again, not even of operations that are no more', async () => {
    const store = memoryStore();
    const service = new ScriptedService();
    const before = openApp({ store, service });
    for (const id of ['a', 'b', 'c']) await before.todos.insert({ id, text: id });
    const used = await numbers(before);
    await before.todos.remove('c');
    for (const id of ['a', 'b']) service.answers(insert, 201, stored(id, id));
    await before.context.push();
    await before.client.close();
    const after = openApp({ store, service });
    expect(await numbers(after)).toEqual([]);
    await after.todos.update({ id: 'a', text: 'again' });
    expect(Math.min(...(await numbers(after)))).toBeGreaterThan(Math.max(...used));
  });
});
