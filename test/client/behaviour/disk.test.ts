import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fileName } from '../../../client/store/sqlite/file-name.ts';
import { nodeSqlite } from '../../../client/store/sqlite/node.ts';
import { sqliteStore } from '../../../client/store/sqlite.ts';
import { storeName } from '../../../client/store-name.ts';
import { type App, insert, list, openApp, queue, stored, texts } from './app.ts';

function newFolder(): string {
  const folder = mkdtempSync(`${tmpdir()}/disk-`);
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe('what is on the disk', () => {
  const name = storeName('tidemark https://todo.example', '');

  test('230: a value that cannot be read fails the calls that need it, and no others', async () => {
    const folder = newFolder();
    const app = openApp({ store: sqliteStore(nodeSqlite(folder)) });
    await app.todos.insert({ id: 'a', text: 'milk' });
    await app.todos.insert({ id: 'b', text: 'bread' });
    const file = new DatabaseSync(`${folder}/${fileName(name)}.db`);
    file.exec("UPDATE todoitem SET value = '{' WHERE id = 'a'");
    file.close();
    for (const call of [app.todos.read(), app.todos.lookup('a'), app.todos.update({ id: 'a', text: 'x' })]) {
      await expect(call).rejects.toMatchObject({ name: 'StoreError', code: 'failed' });
    }
    expect(await app.todos.lookup('b')).toEqual({ id: 'b', text: 'bread' });
  });

  test('241: of a position that cannot be read a pull begins anew', async () => {
    const store = sqliteStore(nodeSqlite(newFolder()));
    const app = openApp({ store });
    app.service.answers(list, 200, { items: [stored('a', 'milk')] }).answers(list, 200, { items: [] });
    await app.todos.pull(app.todos, 'all');
    const database = await store.open(name);
    await database.transact('edit', ({ config }) => config.put([['deltaToken|todoitem|all', 'yesterday']]));
    await database.close();
    await app.todos.pull(app.todos, 'all');
    expect(app.service.requests.at(-1)?.options.$filter).toBeUndefined();
  });

  const filled = async (): Promise<{ readonly app: App; readonly file: string; readonly folder: string }> => {
    const folder = newFolder();
    const app = openApp({ store: sqliteStore(nodeSqlite(folder)) });
    await app.todos.insert({ id: 'a', text: 'milk' });
    return { app, folder, file: `${folder}/${fileName(name)}.db` };
  };

  test('240: stays when a user signs out and keeps it, and goes when it is wiped, with all that was not sent', async () => {
    const { app, file, folder } = await filled();
    await app.client.signOut('keep');
    expect(existsSync(file)).toBe(true);
    const again = openApp({ store: sqliteStore(nodeSqlite(folder)) });
    expect(await texts(again)).toEqual({ a: 'milk' });
    await again.client.signOut('wipe');
    expect(readdirSync(folder)).toEqual([]);
    await expect(again.todos.read()).rejects.toMatchObject({ code: 'closed' });
  });

  test('240: is not wiped while edits wait, if the user says so', async () => {
    const { app, folder } = await filled();
    await expect(app.client.signOut('wipe-if-clean')).rejects.toMatchObject({ code: 'pending-operations' });
    expect(await queue(app.context)).toEqual(['insert a queued']);
    app.service.answers(insert, 201, stored('a', 'milk'));
    await app.context.push();
    await app.client.signOut('wipe-if-clean');
    expect(readdirSync(folder)).toEqual([]);
  });
});
