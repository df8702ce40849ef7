import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type RunningWorker, startWorker } from '../start-worker.ts';
import { type Device, openDevice } from './open-device.ts';
import { type OtherClient, otherClient } from './other-client.ts';
import { recordsById } from './records-by-id.ts';
import { parseTodos, type ServerTodo } from './server-todo.ts';

let worker: RunningWorker;
let device: Device;
let other: OtherClient;

beforeAll(async () => {
  worker = await startWorker();
  other = otherClient(worker.url);
});
afterAll(() => worker.stop());

beforeEach(async () => {
  device = await openDevice(worker.url);
  await device.pull();
});
afterEach(() => device.close());

async function insertSome(name: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => `${name}-${n}`);
  for (const id of ids) await other.insert({ id, text: 'as it was' });
  return ids;
}

test('a record written as the client skips the one that it knows, which has just moved on, is not skipped', async () => {
  const [first, last = ''] = await insertSome('skip', 2);
  let moved = false;
  const pages = await device.pull(50, async ({ answer }) => {
    const rows = parseTodos(answer);
    // The client has now seen the last record twice, and will skip one record from its time on.
    if (moved || rows.length !== 1 || rows[0]?.id !== last) return;
    moved = true;
    await other.insert({ id: 'skip-late', text: 'late' });
    await other.update(last, { text: 'moved on' });
  });

  expect(pages.map(({ query, rows }) => [query.get('$skip'), rows.map(({ id }) => id)])).toEqual([
    [null, [first, last]],
    [null, [last]],
    ['1', ['skip-late', last]],
    [null, [last]],
    ['1', []],
  ]);
  expect(recordsById(await device.todoitem.read())).toEqual(recordsById(await other.list()));
});

test('of records written all the time while a device pulls, none is lost', async () => {
  const ids = await insertSome('race', 120);
  /** Each write as it was answered, with how many pages the client had been given by then. */
  const writes: { readonly todo: ServerTodo; readonly pagesBefore: number }[] = [];
  let given = 0;
  const write = async (n: number): Promise<ServerTodo> => {
    const id = ids[n] ?? '';
    if (n % 4 === 0) ids.push(`race-new-${n}`);
    if (n % 4 === 0) return other.insert({ id: `race-new-${n}`, text: 'new' });
    if (n % 4 === 1) return other.update(id, { text: 'changed' });
    if (n % 4 === 2) return other.update(ids.at(-1) ?? '', { text: `changed ${n}` });
    return other.remove(id);
  };
  const writeAll = async (): Promise<void> => {
    for (let n = 0; n < 100; n += 1) writes.push({ todo: await write(n), pagesBefore: given });
  };
  const writing = writeAll();
  const pages = await device.pull(5, async () => {
    const before = writes.length;
    await vi.waitUntil(() => writes.length > before || writes.length === 100, { interval: 1, timeout: 60_000 });
    given += 1;
  });
  await writing;

  expect(new Set(writes.map(({ pagesBefore }) => pagesBefore)).size).toBeGreaterThan(20);
  const received = new Map(pages.flatMap(({ rows }) => rows.map(({ id, updatedAt }) => [id, updatedAt])));
  // Writes that were answered before the client asked for the last page, which found nothing more.
  const early = writes.filter(({ pagesBefore }) => pagesBefore < pages.length - 1);
  const lost = early.filter(({ todo }) => (received.get(todo.id) ?? '') < todo.updatedAt);
  expect(early.length).toBeGreaterThan(20);
  expect(lost).toEqual([]);

  await device.pull();
  expect(recordsById(await device.todoitem.read())).toEqual(recordsById(await other.list()));
});
