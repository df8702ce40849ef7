import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RunningWorker, startWorker } from '../start-worker.ts';
import { type Device, openDevice, type Page } from './open-device.ts';
import { otherClient } from './other-client.ts';
import { recordsById } from './records-by-id.ts';

let worker: RunningWorker;
let alice: Device;
let bob: Device;
let milk: string;
let bread: string;

beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

/** Two devices that have the same records, two of them new. */
beforeEach(async () => {
  alice = await openDevice(worker.url);
  bob = await openDevice(worker.url);
  await alice.pull();
  [milk, bread] = [await insert('milk'), await insert('bread')];
  expect(await alice.push()).toEqual([]);
  await bob.pull();
});

afterEach(async () => {
  await alice.close();
  await bob.close();
});

const insert = async (text: string): Promise<string> => (await alice.todoitem.insert({ text, complete: false })).id;
const idsOf = (pages: readonly Page[]): string[][] => pages.map(({ rows }) => rows.map(({ id }) => id));

async function expectAgreement(): Promise<void> {
  const server = recordsById(await otherClient(worker.url).list());
  expect(recordsById(await alice.todoitem.read())).toEqual(server);
  expect(recordsById(await bob.todoitem.read())).toEqual(server);
}

test('the next pull fetches only what has changed, after the one record that it has seen last', async () => {
  expect(idsOf(await bob.pull())).toEqual([[bread], []]);

  await alice.todoitem.update({ id: milk, complete: true });
  const tea = await insert('tea');
  expect(await alice.push()).toEqual([]);

  expect(idsOf(await bob.pull())).toEqual([[bread, milk, tea], [tea], []]);
  expect(await bob.todoitem.lookup(milk, true)).toMatchObject({ text: 'milk', complete: true });
  await expectAgreement();
});

test('a pull with a filter fetches the records that match it, and next time what has changed among them', async () => {
  const carol = await openDevice(worker.url);
  const pullOpen = () => carol.todoitem.pull(carol.todoitem.where({ complete: false, text: 'milk' }), 'open milk', {});
  await pullOpen();
  const matching = (await otherClient(worker.url).list()).filter(({ text, complete }) => text === 'milk' && !complete);
  expect(recordsById(await carol.todoitem.read())).toEqual(recordsById(matching));

  const more = await insert('milk');
  expect(await alice.push()).toEqual([]);
  await pullOpen();
  expect(await carol.todoitem.lookup(more, true)).toMatchObject({ text: 'milk' });
  await bob.pull();
  await carol.close();
});

test.each([
  ['an apostrophe, a percent sign and an accent', "it's 100% é"],
  ['characters that delimit the parts of an address', 'x#y&z=1;b,c:d@e!$()*'],
  ['what looks like an escape', 'x%41'],
  ['no ASCII', '日本'],
  ['255 characters', 'x'.repeat(255)],
])('a record whose id has %s is written, changed and deleted like any other', async (_, id) => {
  await alice.todoitem.insert({ id, text: 'new', complete: false });
  expect(await alice.push()).toEqual([]);
  await bob.pull();
  await bob.todoitem.update({ id, text: 'changed' });
  expect(await bob.push()).toEqual([]);
  await alice.pull();
  expect(await alice.todoitem.lookup(id, true)).toMatchObject({ id, text: 'changed' });
  await alice.todoitem.del({ id });
  expect(await alice.push()).toEqual([]);
  await bob.pull();
  expect(await bob.todoitem.lookup(id, true)).toBeUndefined();
});

test('a device that is switched off goes on where it was, with what it had not sent', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'device-'));
  const file = join(folder, 'mobileapps.db');
  const before = await openDevice(worker.url, file);
  await before.pull();
  await before.todoitem.update({ id: milk, text: 'oat milk' });
  await before.close();

  const after = await openDevice(worker.url, file);
  expect(await after.push()).toEqual([]);
  // The record that the device had seen last, and the one that it has just written.
  expect(idsOf(await after.pull())).toEqual([[bread, milk], [milk], []]);
  await after.close();
  rmSync(folder, { recursive: true });

  for (const device of [alice, bob]) await device.pull();
  expect(await alice.todoitem.lookup(milk, true)).toMatchObject({ text: 'oat milk' });
  await expectAgreement();
});

test('a record deleted on one device goes from the other, and comes back to both when it is undeleted', async () => {
  await alice.todoitem.del({ id: milk });
  expect(await alice.push()).toEqual([]);
  const [page] = await bob.pull();
  expect(page?.rows.find(({ id }) => id === milk)).toMatchObject({ deleted: true, text: 'milk' });
  expect(await bob.todoitem.lookup(milk, true)).toBeUndefined();
  expect(await otherClient(worker.url).lookup(milk)).toBeUndefined();

  // This client cannot undelete; those of other platforms can.
  await otherClient(worker.url).undelete(milk);
  for (const device of [alice, bob]) {
    await device.pull();
    expect(await device.todoitem.lookup(milk, true)).toMatchObject({ text: 'milk', deleted: false });
  }
  await expectAgreement();
});

test('what an app leaves unset the client sends as null, and the server gives it its default', async () => {
  const { id } = await alice.todoitem.insert({ text: 'jam' });
  expect(await alice.push()).toEqual([]);
  expect(JSON.parse(alice.exchanges.at(-1)?.body ?? '')).toEqual({ id, text: 'jam', complete: null });
  await bob.pull();
  expect(await bob.todoitem.lookup(id, true)).toMatchObject({ text: 'jam', complete: false });
  await expectAgreement();
});

test('when the answer to a write is lost, the client sends the write again and no conflict comes of it', async () => {
  await insert('jam');
  await alice.todoitem.update({ id: milk, text: 'oat milk' });
  await alice.todoitem.del({ id: bread });
  const sentBefore = alice.exchanges.length;

  // Each push repeats the write whose answer was lost, and loses the answer to the next.
  for (const lost of [1, 2, 2]) {
    let answers = 0;
    const lose = async (): Promise<void> => {
      answers += 1;
      if (answers === lost) throw new Error('The answer is lost.');
    };
    await expect(alice.push({}, lose)).rejects.toThrow('Push failed');
  }
  expect(await alice.push()).toEqual([]);

  const sent = alice.exchanges.slice(sentBefore).map(({ method, status }) => `${method} ${status}`);
  expect(sent).toEqual(['POST 201', 'POST 201', 'PATCH 200', 'PATCH 200', 'DELETE 200', 'DELETE 200']);
  await bob.pull();
  expect(await bob.todoitem.lookup(milk, true)).toMatchObject({ text: 'oat milk' });
  await expectAgreement();
});
