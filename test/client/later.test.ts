/**
 * What holds while the part of the client that an app does not load at its start cannot be had: the client as it is
 * built.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import type { StoreKind } from '../../client/store/local-store.ts';
import { memoryStore } from '../../client/store/memory.ts';
import type { TableOptions } from '../../client/sync/table-options.ts';
import { bundleClient } from '../../scripts/client-bundle.ts';
import { insert, list, stored, update } from './behaviour/app.ts';
import { ScriptedService } from './behaviour/scripted-service.ts';

type Client = typeof import('../../client/index.ts');
type Tables = { todoitem: { id: string; text: string | null }; list: { id: string; name: string } };
type Device = {
  readonly service?: ScriptedService;
  readonly store?: StoreKind;
  readonly tables?: Readonly<Record<string, TableOptions>>;
};

const built = mkdtempSync(join(tmpdir(), 'tidemark-built-'));

beforeAll(async () => {
  await bundleClient(built);
  return () => rmSync(built, { recursive: true });
}, 120_000);

/** The built client in a folder of its own, of which the part that is loaded later is not there until it `arrives`. */
async function openWithoutRest({ service = new ScriptedService('in one request'), ...options }: Device = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-later-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(built, folder, { recursive: true });
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const [, name = ''] = /import\("\.\/([^"]+)"\)/.exec(texts.join('\n')) ?? [];
  const [file, hidden] = [join(folder, name), join(folder, `${name}.hidden`)];
  renameSync(file, hidden);
  const { createClient }: Client = await import(pathToFileURL(join(folder, 'index.js')).href);
  const environment = { fetch: service.fetch, openChannel: undefined };
  const client = createClient<Tables>({ url: 'https://todo.example', store: memoryStore(), environment, ...options });
  onTestFinished(() => client.close());
  const [todos, lists] = [client.syncTable('todoitem'), client.syncTable('list')];
  return { service, client, context: client.syncContext, todos, lists, arrives: () => renameSync(hidden, file) };
}

const notLoaded = {
  name: 'SyncError',
  code: 'cancelled-by-network',
  message: 'The rest of the client could not be loaded.',
  cause: { code: 'ERR_MODULE_NOT_FOUND' },
};

const tracked = { headers: { 'Preference-Applied': 'odata.track-changes', 'x-sync-head': '1.00000000000000ab' } };

test('without the rest of the client edits, reads, plain pushes and whole pulls work; all else fails and loses nothing', async () => {
  const { service, context, todos, arrives } = await openWithoutRest();
  await todos.insert({ id: 'a', text: 'milk' });
  await todos.insert({ id: 'b', text: 'bread' });
  const isBread = todos.where(({ text }) => text.in(['bread', null]).and(text.lt('milk')));
  expect((await isBread.read()).map(({ id }) => id)).toEqual(['b']);
  const startsWithB = todos.where(({ text }) => text.startsWith('b'));
  await expect(startsWithB.read()).rejects.toMatchObject(notLoaded);
  service.answers(insert, 201, stored('a', 'milk')).answers(insert, 201, stored('b', 'bread'));
  expect(await context.push()).toEqual({ completed: 2, errors: [] });
  expect(service.batches).toBe(0);
  service.answers(list, 200, { items: [stored('d', 'eggs', 2)] });
  expect(await todos.pull()).toMatchObject({ received: 1 });

  await todos.insert({ id: 'c', text: 'tea' });
  service.answers(insert, 409, stored('c', 'coffee', 3));
  await expect(context.push()).rejects.toMatchObject({ code: 'cancelled-by-network', cause: notLoaded });
  await expect(context.pull(startsWithB, null, { push: false })).rejects.toMatchObject(notLoaded);
  await expect(todos.purge()).rejects.toMatchObject(notLoaded);
  expect(await context.pendingCount()).toBe(1);
  expect(await todos.lookup('c')).toMatchObject({ text: 'tea' });

  arrives();
  expect((await startsWithB.read()).map(({ id }) => id)).toEqual(['b']);
  service.answers(insert, 409, stored('c', 'coffee', 3));
  expect(await context.push()).toMatchObject({ completed: 0, errors: [{ id: 'c', isConflict: true }] });
  const [, , lost, again] = service.requests.filter(({ line }) => line === insert);
  expect(again?.headers.get('Idempotency-Key')).toBe(lost?.headers.get('Idempotency-Key'));
  service.answers(list, 200, { items: [] });
  expect(await context.pull(startsWithB, null, { push: false })).toMatchObject({ received: 0 });
  expect(await context.errors()).toMatchObject([{ id: 'c', serverRecord: { text: 'coffee' } }]);
});

test('without it a pull brings everything, page by page, and what is known of earlier ones is kept for the next one with it', async () => {
  const store = memoryStore();
  const { service, todos, client, arrives } = await openWithoutRest({ store });
  arrives();
  service.answers(list, 200, { items: [stored('a', 'milk')], deltaLink: '?$deltatoken=t1' }, tracked);
  await todos.pull(todos, 'all');
  await client.close();
  const again = await openWithoutRest({ store, service });
  const nextLink = 'https://elsewhere.example/tables/todoitem?$skip=1';
  service.answers(list, 200, { items: [stored('a', 'oat milk', 2)], nextLink }).answers(list, 503);
  await expect(again.todos.pull(again.todos, 'all')).rejects.toMatchObject({ code: 'cancelled-by-network' });
  service.answers(list, 200, { items: [stored('a', 'oat milk', 2)], nextLink });
  service.answers(list, 200, { items: [stored('b', 'bread', 3), stored('a', 'milk')] });
  expect(await again.todos.pull(again.todos, 'all')).toEqual({ received: 3, unfit: [], pushed: undefined });
  expect((await again.todos.read()).map(({ text }) => text)).toEqual(['oat milk', 'bread']);
  again.arrives();
  service.answers(list, 200, { items: [], deltaLink: '?$deltatoken=t2' }, tracked);
  await again.todos.pull(again.todos, 'all');
  const whole = { $orderby: 'updatedAt,id', __includeDeleted: 'true' };
  const options = [{}, whole, { $skip: '1' }, whole, { $skip: '1' }, { $deltatoken: 't1' }];
  expect(service.requests.map((request) => request.options)).toEqual(options);
});

test('without it sync pushes and pulls one by one, and an edit that waits for another of its record goes behind it', async () => {
  const { service, context, todos, lists } = await openWithoutRest();
  await todos.insert({ id: 'a', text: 'milk' });
  service.isAway(insert);
  const away = { code: 'cancelled-by-network', message: 'TypeError: fetch failed' };
  await expect(context.push()).rejects.toMatchObject(away);
  await todos.update({ id: 'a', text: 'oat milk' });
  service.answers(insert, 201, stored('a', 'milk')).answers(update('a'), 200, stored('a', 'oat milk', 2));
  service.answers('GET /tables/list', 200, { items: [{ id: 'l', name: 'Home' }] }).answers(list, 200, { items: [] });
  const pulls = [lists, todos].map((query) => ({ query, queryId: null }));
  const pushed = { completed: 2, errors: [] };
  expect(await context.sync(pulls)).toMatchObject([
    { received: 1, pushed },
    { received: 0, pushed },
  ]);
  expect(service.lines).toEqual([insert, insert, update('a'), 'GET /tables/list', list]);
  expect(service.requests[2]?.headers.get('If-Match')).toBe('"v1"');
});

test('without it tables of declared columns, and answers that are no list of records, wait for it untouched', async () => {
  const tables = { todoitem: { columns: { text: 'string' } } } as const;
  const { service, context, todos, lists, arrives } = await openWithoutRest({ tables });
  await todos.insert({ id: 'a', text: 'milk' });
  await expect(context.push()).rejects.toMatchObject(notLoaded);
  await expect(todos.pull(todos, 'all', { push: false })).rejects.toMatchObject(notLoaded);
  service.answers('GET /tables/list', 200, { items: [{ name: 'Home' }] });
  await expect(lists.pull(lists, 'all')).rejects.toMatchObject({ code: 'cancelled-by-network' });
  service.answers('GET /tables/list', 200, 'Sign in, please.');
  await expect(lists.pull(lists, 'all')).rejects.toMatchObject({ code: 'cancelled-by-network' });
  arrives();
  expect(await context.pendingOperations()).toMatchObject([{ id: 'a', state: 'queued', attempts: 0 }]);
});

test('without it a push or pull whose signal is aborted ends', async () => {
  const { service, context, todos } = await openWithoutRest();
  const controller = new AbortController();
  const { signal } = controller;
  await todos.insert({ id: 'a', text: 'milk' });
  await todos.insert({ id: 'b', text: 'bread' });
  service.answers(insert, 201, stored('a', 'milk'), { during: () => setTimeout(() => controller.abort()) });
  service.hangs(insert);
  await expect(context.push({ signal })).rejects.toMatchObject({ code: 'cancelled-by-signal' });
  await expect(todos.pull(todos, null, { signal, push: false })).rejects.toMatchObject({ code: 'cancelled-by-signal' });
  expect(await context.pendingCount()).toBe(1);
});
