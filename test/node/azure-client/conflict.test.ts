import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RunningWorker, startWorker } from '../start-worker.ts';
import type { PushError, Todo } from './azure-mobile-apps-client.ts';
import { type Device, openDevice } from './open-device.ts';
import { otherClient } from './other-client.ts';
import { recordsById } from './records-by-id.ts';

let worker: RunningWorker;
let alice: Device;
let bob: Device;
/** A record that both devices have as it is on the server. */
let milk: Todo;

beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

beforeEach(async () => {
  alice = await openDevice(worker.url);
  bob = await openDevice(worker.url);
  const { id } = await alice.todoitem.insert({ text: 'milk', complete: false });
  await alice.push();
  await bob.pull();
  milk = await known(bob, id);
});

afterEach(async () => {
  await alice.close();
  await bob.close();
});

async function known(device: Device, id: string): Promise<Todo> {
  const todo = await device.todoitem.lookup(id, true);
  if (todo === undefined) throw new Error(`The device has no record ${id}.`);
  return todo;
}

/** Both devices change the record; Alice's change reaches the server first. */
async function bothWrite(onBob: () => PromiseLike<unknown>): Promise<Todo> {
  await alice.todoitem.update({ id: milk.id, text: 'from Alice' });
  await onBob();
  expect(await alice.push()).toEqual([]);
  return known(alice, milk.id);
}

/** The writes of a device by this method, with how they were answered. */
function sentBy(device: Device, method: string): string[] {
  return device.exchanges.filter((exchange) => exchange.method === method).map(({ status }) => `${method} ${status}`);
}

/** That nothing waits to be sent, and that a pull leaves both devices with what the server has. */
async function expectAgreement(): Promise<void> {
  const sent = alice.exchanges.length + bob.exchanges.length;
  for (const device of [alice, bob]) expect(await device.push()).toEqual([]);
  expect(alice.exchanges.length + bob.exchanges.length).toBe(sent);
  for (const device of [alice, bob]) await device.pull();
  const server = recordsById(await otherClient(worker.url).list());
  expect(recordsById(await alice.todoitem.read())).toEqual(server);
  expect(recordsById(await bob.todoitem.read())).toEqual(server);
}

test('the server wins when the app takes the record that came with the refusal', async () => {
  const fromAlice = await bothWrite(() => bob.todoitem.update({ id: milk.id, text: 'from Bob' }));
  const met: PushError[] = [];

  const left = await bob.push({
    onConflict: (error) => {
      met.push(error);
      return error.cancelAndUpdate(error.getServerRecord());
    },
  });

  expect(left).toEqual([]);
  expect(met.map((error) => error.getClientRecord().text)).toEqual(['from Bob']);
  expect(met[0]?.getServerRecord()).toMatchObject({ id: milk.id, text: 'from Alice', version: fromAlice.version });
  expect(sentBy(bob, 'PATCH')).toEqual(['PATCH 412']);
  expect(bob.exchanges.at(-1)?.headers['If-Match']).toBe(`"${milk.version}"`);
  expect(await otherClient(worker.url).lookup(milk.id)).toMatchObject({
    text: 'from Alice',
    version: fromAlice.version,
  });
  expect(await known(bob, milk.id)).toEqual(fromAlice);
  await expectAgreement();
});

test('the client wins when the app sends its record again with the version of the server', async () => {
  const fromAlice = await bothWrite(() => bob.todoitem.update({ id: milk.id, text: 'from Bob' }));

  const left = await bob.push({
    onConflict: (error) =>
      error.update({ ...error.getClientRecord(), version: error.getServerRecord()?.version ?? '' }),
  });

  expect(left).toEqual([]);
  expect(sentBy(bob, 'PATCH')).toEqual(['PATCH 412', 'PATCH 200']);
  expect(bob.exchanges.at(-1)?.headers['If-Match']).toBe(`"${fromAlice.version}"`);
  const server = await otherClient(worker.url).lookup(milk.id);
  expect(server).toMatchObject({ text: 'from Bob', complete: false });
  expect(server?.version).not.toBe(fromAlice.version);
  expect(await known(bob, milk.id)).toMatchObject({ text: 'from Bob', version: server?.version });
  await expectAgreement();
  expect(await known(alice, milk.id)).toMatchObject({ text: 'from Bob', version: server?.version });
});

test('a conflict that no handler resolves stays in the queue, and what is behind it is sent', async () => {
  await bothWrite(() => bob.todoitem.update({ id: milk.id, text: 'from Bob' }));
  const bread = await bob.todoitem.insert({ text: 'bread', complete: false });

  const [conflict, ...others] = await bob.push();

  expect(others).toEqual([]);
  expect(conflict?.isConflict()).toBe(true);
  expect(await otherClient(worker.url).lookup(bread.id)).toMatchObject({ text: 'bread' });
  await bob.pull();
  expect(await known(bob, milk.id)).toMatchObject({ text: 'from Bob', version: milk.version });
  expect(await bob.push({ onConflict: (error) => error.cancelAndUpdate(error.getServerRecord()) })).toEqual([]);
  await expectAgreement();
});

test('a deletion is refused when the record has changed, and wins when it is sent with the new version', async () => {
  await bothWrite(() => bob.todoitem.del(milk));

  const left = await bob.push({ onConflict: (error) => error.changeAction('delete', error.getServerRecord()) });

  expect(left).toEqual([]);
  expect(sentBy(bob, 'DELETE')).toEqual(['DELETE 412', 'DELETE 200']);
  await expectAgreement();
  expect(await alice.todoitem.lookup(milk.id, true)).toBeUndefined();
});

test('a deletion that gives way to a change brings the record back at the next change', async () => {
  await bothWrite(() => bob.todoitem.del(milk));
  expect(await bob.push({ onConflict: (error) => error.cancelAndDiscard() })).toEqual([]);
  expect(sentBy(bob, 'DELETE')).toEqual(['DELETE 412']);
  await expectAgreement();
  expect(await known(bob, milk.id)).toMatchObject({ text: 'from Alice' });
});

test('a change of a record that is deleted meanwhile is answered 404, and the app lets it go', async () => {
  await bob.todoitem.update({ id: milk.id, text: 'from Bob' });
  await alice.todoitem.del(milk);
  expect(await alice.push()).toEqual([]);

  expect(await bob.push({ onError: (error) => error.cancelAndDiscard() })).toEqual([]);

  expect(sentBy(bob, 'PATCH')).toEqual(['PATCH 404']);
  await expectAgreement();
  expect(await bob.todoitem.lookup(milk.id, true)).toBeUndefined();
});

test('an insert of an id that another device has taken is answered 409, and becomes a change', async () => {
  const id = `shared-${milk.id}`;
  await alice.todoitem.insert({ id, text: 'from Alice', complete: false });
  await bob.todoitem.insert({ id, text: 'from Bob', complete: true });
  expect(await alice.push()).toEqual([]);

  const left = await bob.push({
    onConflict: (error) =>
      // The client does not hand over the record of a 409; the app asks for it.
      bob.client
        .getTable('todoitem')
        .lookup(id)
        .then(({ version }) => error.changeAction('update', { ...error.getClientRecord(), version })),
  });

  expect(left).toEqual([]);
  expect([...sentBy(bob, 'POST'), ...sentBy(bob, 'PATCH')]).toEqual(['POST 409', 'PATCH 200']);
  await expectAgreement();
  expect(await known(alice, id)).toMatchObject({ text: 'from Bob', complete: true });
});
