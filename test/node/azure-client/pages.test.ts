import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningWorker, startWorker } from '../start-worker.ts';
import { openDevice, type Page } from './open-device.ts';
import { otherClient } from './other-client.ts';
import { recordsById } from './records-by-id.ts';

let worker: RunningWorker;

beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

const sizes = (pages: readonly Page[]): number[] => pages.map(({ rows }) => rows.length);

test('230 records pushed by one device arrive on another in pages of 50, each once, the deleted ones as deleted', async () => {
  const [alice, bob, carol] = [
    await openDevice(worker.url),
    await openDevice(worker.url),
    await openDevice(worker.url),
  ];
  const ids: string[] = [];
  for (let n = 0; n < 230; n += 1) ids.push((await alice.todoitem.insert({ text: `item ${n}`, complete: false })).id);
  expect(await alice.push()).toEqual([]);
  expect(alice.exchanges.map(({ method, status }) => `${method} ${status}`)).toEqual(ids.map(() => 'POST 201'));
  const removed = ids.filter((_, n) => n === 0 || n === 99);
  for (const id of removed) await alice.todoitem.del({ id });
  expect(await alice.push()).toEqual([]);

  const pages = await bob.pull();

  // Each page begins with the last record of the one before; the last two requests find that there is nothing more.
  expect(sizes(pages)).toEqual([50, 50, 50, 50, 34, 1, 0]);
  const lastOf = (page: number): string => pages[page]?.rows.at(-1)?.updatedAt ?? '';
  const bounds = ['1969-12-31T', lastOf(0), lastOf(1), lastOf(2), lastOf(3), lastOf(4), lastOf(4)];
  for (const [index, { query }] of pages.entries()) {
    expect(query.get('$filter')).toContain(`(updatedAt ge datetimeoffset'${bounds[index]}`);
    expect(Object.fromEntries(query)).toMatchObject({ $orderby: 'updatedAt', $top: '50', __includeDeleted: 'true' });
    expect(query.get('$skip')).toBe(index === 6 ? '1' : null);
  }
  const received = pages.flatMap(({ rows }, index) => (index === 0 ? rows : rows.slice(1)));
  expect(received.map(({ id }) => id)).toEqual([...ids.filter((id) => !removed.includes(id)), ...removed]);
  expect(received.filter(({ deleted }) => deleted).map(({ id }) => id)).toEqual(removed);

  const server = recordsById(await otherClient(worker.url).list());
  expect(Object.keys(server)).toHaveLength(228);
  expect(recordsById(await bob.todoitem.read())).toEqual(server);
  expect(recordsById(await alice.todoitem.read())).toEqual(server);

  // A page may be larger than the 50 that the client asks for by default.
  expect(sizes(await carol.pull(120))).toEqual([120, 111, 1, 0]);
  expect(recordsById(await carol.todoitem.read())).toEqual(server);
  for (const device of [alice, bob, carol]) await device.close();
});
