/** Two devices that change the same record: what each way to resolve the conflict leaves on both, and on the server. */
import { expect, test } from 'vitest';
import type { PushError } from '../../../client/index.ts';
import type { Device } from './device.ts';
import type { NewUser } from './user.ts';

type Resolve = (error: PushError) => unknown;
type Edit = (device: Device) => Promise<unknown>;

const change =
  (changes: { readonly text: string; readonly complete?: boolean; readonly listId?: string }): Edit =>
  ({ todos }) =>
    todos.update({ id: 'milk', ...changes });
const theirs = change({ text: 'theirs', listId: 'theirs' });
const mine = change({ text: 'mine', complete: true });
const remove: Edit = ({ todos }) => todos.remove('milk');

const clientWins: Resolve = (error) => error.clientWins();
const serverWins: Resolve = (error) => error.serverWins();
const custom: Resolve = (error) =>
  error.merge(({ base, mine, theirs }) => ({ ...theirs, text: [base, mine, theirs].map((row) => row?.text).join() }));

const ways: readonly (readonly [string, Edit, Edit, Resolve, readonly object[]])[] = [
  ['changes, the client wins', theirs, mine, clientWins, [{ text: 'mine', complete: true, listId: 'theirs' }]],
  ['changes, the server wins', theirs, mine, serverWins, [{ text: 'theirs', complete: false, listId: 'theirs' }]],
  [
    'changes, they are merged',
    change({ text: 'theirs', listId: 'theirs' }),
    ({ todos }) => todos.update({ id: 'milk', complete: true }),
    (error) => error.merge(),
    [{ text: 'theirs', complete: true, listId: 'theirs' }],
  ],
  ['changes, the app makes a third', theirs, mine, custom, [{ text: 'base,mine,theirs', listId: 'theirs' }]],
  [
    'changes, the app gives the record with the version of the server',
    theirs,
    mine,
    (error) => error.update({ ...error.clientRecord, text: 'both', version: error.serverRecord?.version ?? null }),
    [{ text: 'both', complete: true, listId: null }],
  ],
  ['a removal over a change, the client wins', theirs, remove, clientWins, []],
  ['a removal over a change, the server wins', theirs, remove, serverWins, [{ text: 'theirs', listId: 'theirs' }]],
  ['a change over a removal, the client wins', remove, mine, clientWins, [{ text: 'mine', complete: true }]],
  ['a change over a removal, the server wins', remove, mine, serverWins, []],
];

/** Both devices have the record and change it; the tablet's change reaches the service first. */
async function bothChange(tablet: Device, phone: Device, onTablet = theirs, onPhone = mine): Promise<void> {
  await tablet.todos.insert({ id: 'milk', text: 'base' });
  await tablet.sync();
  await phone.sync();
  await onTablet(tablet);
  await tablet.context.push();
  await onPhone(phone);
}

export function declareConflicts(newUser: NewUser): void {
  test.each(ways)('of %s', async (_, onTablet, onPhone, resolve, expected) => {
    const anna = newUser();
    const [tablet, phone] = [await anna.openDevice(), await anna.openDevice({ onConflict: resolve })];
    await bothChange(tablet, phone, onTablet, onPhone);
    expect((await phone.context.push()).errors).toEqual([]);
    expect(await phone.queue()).toEqual([]);
    expect(await phone.todos.read()).toMatchObject(expected);
    await phone.sync();
    await tablet.sync();
    const server = await anna.onServer();
    expect(server).toMatchObject(expected);
    for (const { todos } of [phone, tablet]) expect(await todos.read()).toEqual(server);
  });

  test.each<[string, Resolve, string]>([
    ['the client wins', clientWins, 'mine'],
    ['the server wins', serverWins, 'theirs'],
  ])('of two new records with one id, in dialect 2.0 too, %s', async (_, resolve, text) => {
    const anna = newUser();
    const tablet = await anna.openDevice();
    await tablet.todos.insert({ id: 'milk', text: 'theirs' });
    await tablet.context.push();
    const phone = await anna.openDevice({ protocol: '2.0', onConflict: resolve });
    await phone.todos.insert({ id: 'milk', text: 'mine' });
    expect((await phone.context.push()).errors).toEqual([]);
    await phone.sync();
    expect(await anna.onServer()).toMatchObject([{ text }]);
    expect(await phone.todos.read()).toEqual(await anna.onServer());
  });

  test('a client wins over what it has seen alone: a third change in between is a conflict of its own', async () => {
    const anna = newUser();
    const tablet = await anna.openDevice();
    const seen: unknown[] = [];
    const phone = await anna.openDevice({
      onConflict: async (error) => {
        seen.push(error.serverRecord?.text);
        if (seen.length === 1) {
          await tablet.todos.update({ id: 'milk', text: 'third' });
          await tablet.context.push();
        }
        await error.clientWins();
      },
    });
    await bothChange(tablet, phone);
    expect((await phone.context.push()).errors).toEqual([]);
    expect(seen).toEqual(['theirs', 'third']);
    expect(await anna.onServer()).toMatchObject([{ text: 'mine', complete: true, listId: 'theirs' }]);
  });

  test('a conflict that nobody resolves holds up its own record alone, and may be resolved later', async () => {
    const anna = newUser();
    const [tablet, phone] = [await anna.openDevice(), await anna.openDevice()];
    await bothChange(tablet, phone);
    await phone.todos.insert({ id: 'bread', text: 'bread' });
    const { completed, errors } = await phone.context.push();
    expect([completed, errors.length]).toEqual([1, 1]);
    expect(errors[0]?.versions).toMatchObject({
      base: { text: 'base' },
      mine: { text: 'mine' },
      theirs: { text: 'theirs' },
    });
    expect(await phone.texts()).toEqual(['bread', 'mine']);
    await errors[0]?.serverWins();
    expect(await phone.texts()).toEqual(['bread', 'theirs']);
    expect(await phone.queue()).toEqual([]);
  });
}
