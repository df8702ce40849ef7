/** What the iOS quickstart does and has its reader check; both translations of it say the same. */
import { expect, test } from 'vitest';
import type { Device } from './device.ts';
import { nowhere } from './network.ts';
import type { NewUser } from './user.ts';

/** The refresh gesture: what the server refuses is given up for what the server has. */
async function refresh({ todos }: Device): Promise<readonly string[]> {
  const { pushed } = await todos.pull(todos, 'AllRecords');
  const errors = pushed?.errors ?? [];
  for (const error of errors) {
    if (error.action === 'insert' || error.action === 'remove') await error.cancelAndDiscard();
    else if (error.serverRecord !== null) await error.cancelAndUpdate(error.serverRecord);
  }
  return errors.map(({ action, id, status }) => `${action} ${id} ${status}`);
}

export function declareIos(newUser: NewUser): void {
  test('at launch and at the refresh gesture what was changed here goes up, and what was changed elsewhere arrives', async () => {
    const anna = newUser();
    const [phone, tablet] = [await anna.openDevice(), await anna.openDevice()];
    await phone.todos.insert({ id: 'milk', text: 'milk' });
    await phone.sync();
    await tablet.sync();
    await tablet.todos.update({ id: 'milk', complete: true });
    await tablet.todos.insert({ id: 'bread', text: 'bread' });
    await tablet.sync();
    const launched = await phone.restart();
    expect(await launched.todos.lookup('milk')).toMatchObject({ complete: false });
    await launched.sync();
    expect(await launched.todos.orderBy('updatedAt').read()).toEqual(await anna.onServer());
    expect(await launched.todos.lookup('milk')).toMatchObject({ complete: true });
  });

  test('items that are added with a wrong address outlive the app, are not on the server, and go there with the right one', async () => {
    const anna = newUser();
    const right = await anna.openDevice();
    await right.todos.insert({ id: 'milk', text: 'milk' });
    await right.sync();
    const wrong = await right.restart({ url: nowhere });
    await wrong.todos.insert({ id: 'bread', text: 'bread' });
    await wrong.todos.update({ id: 'milk', complete: true });
    expect(wrong.network.lines()).toEqual([]);
    await expect(wrong.sync()).rejects.toMatchObject({ name: 'SyncError', code: 'cancelled-by-network' });
    const started = await wrong.restart();
    expect(await started.todos.orderBy('id').read()).toMatchObject([{ id: 'bread' }, { id: 'milk', complete: true }]);
    expect(await anna.onServer()).toMatchObject([{ id: 'milk', complete: false }]);
    const again = await started.restart({ url: anna.service });
    expect(await refresh(again)).toEqual([]);
    expect(await again.context.pendingCount()).toBe(0);
    expect(await anna.onServer()).toMatchObject([
      { id: 'bread', text: 'bread' },
      { id: 'milk', complete: true },
    ]);
  });

  test('what the server refuses is in the result of the refresh, and is given up for the item of the server', async () => {
    const anna = newUser();
    const [phone, tablet] = [await anna.openDevice(), await anna.openDevice()];
    for (const id of ['changed', 'removed']) await tablet.todos.insert({ id, text: 'as it was' });
    await tablet.sync();
    await phone.sync();
    await tablet.todos.update({ id: 'changed', text: 'theirs' });
    await tablet.todos.update({ id: 'removed', text: 'theirs' });
    await tablet.todos.insert({ id: 'inserted', text: 'theirs' });
    await tablet.sync();
    await phone.todos.update({ id: 'changed', text: 'mine' });
    await phone.todos.remove('removed');
    await phone.todos.insert({ id: 'inserted', text: 'mine' });
    await phone.todos.insert({ id: 'too long', text: 'x'.repeat(201) });
    expect(await refresh(phone)).toEqual([
      'update changed 412',
      'remove removed 412',
      'insert inserted 409',
      'insert too long 400',
    ]);
    expect(await phone.queue()).toEqual([]);
    expect(await phone.todos.orderBy('updatedAt').read()).toEqual(await anna.onServer());
    expect(await phone.texts()).toEqual(['theirs', 'theirs', 'theirs']);
  });
}
