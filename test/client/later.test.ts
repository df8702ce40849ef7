/** What holds while the part of the client that an app does not load at its start cannot be had: the client as it is built. */
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { bundleClient } from '../../scripts/client-bundle.ts';
import { insert, list, stored } from './behaviour/app.ts';
import { ScriptedService } from './behaviour/scripted-service.ts';

type Client = typeof import('../../client/index.ts');
type Tables = { todoitem: { id: string; text: string } };

/** The built client in a folder of its own, of which the part that is loaded later is not there until it `arrives`. */
async function openWithoutRest() {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-later-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await bundleClient(folder);
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const [, name = ''] = /import\("\.\/([^"]+)"\)/.exec(texts.join('\n')) ?? [];
  const [file, hidden] = [join(folder, name), join(folder, `${name}.hidden`)];
  renameSync(file, hidden);
  const { createClient, memoryStore }: Client = await import(pathToFileURL(join(folder, 'index.js')).href);
  const service = new ScriptedService('in one request');
  const environment = { fetch: service.fetch, openChannel: undefined };
  const client = createClient<Tables>({ url: 'https://todo.example', store: memoryStore(), environment });
  onTestFinished(() => client.close());
  const todos = client.syncTable('todoitem');
  return { service, context: client.syncContext, todos, arrives: () => renameSync(hidden, file) };
}

const notLoaded = {
  name: 'SyncError',
  code: 'cancelled-by-network',
  message: 'The rest of the client could not be loaded.',
  cause: { code: 'ERR_MODULE_NOT_FOUND' },
};

test('without the rest of the client edits, reads, plain pushes and whole pulls work; all else fails and loses nothing', {
  timeout: 120_000,
}, async () => {
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
