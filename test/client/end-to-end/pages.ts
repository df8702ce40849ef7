/** Pulls of many records, and of records that were removed. */
import { expect, test } from 'vitest';
import type { NewUser } from './user.ts';

export function declarePages(newUser: NewUser): void {
  test('a pull of 1,100 records that is cut in the middle goes on where it was, after a restart too', async () => {
    const anna = newUser();
    await anna.fill(1100);
    const cut = await anna.openDevice();
    cut.network.cut(2);
    const progress: number[] = [];
    const options = { pageSize: 400, onProgress: (received: number) => progress.push(received) };
    await expect(cut.todos.pull(cut.todos, 'all', options)).rejects.toMatchObject({ code: 'cancelled-by-network' });
    expect(progress).toEqual([400, 800]);
    const phone = await cut.restart();
    expect(await phone.todos.read()).toHaveLength(800);
    expect(await phone.todos.pull(phone.todos, 'all', { pageSize: 400 })).toMatchObject({ received: 300, unfit: [] });
    const items = await phone.todos.orderBy('updatedAt').includeTotalCount().read();
    expect(items.totalCount).toBe(1100);
    expect(items.map(({ text }) => text)).toEqual(Array.from({ length: 1100 }, (_, n) => `Item ${n + 1}`));

    const online = phone.client.table('todoitem');
    for (const id of ['item-1', 'item-500', 'item-1100']) await online.remove(id);
    expect(await phone.todos.pull(phone.todos, 'all')).toMatchObject({ received: 3 });
    expect(await phone.todos.read()).toHaveLength(1097);
    expect(await phone.todos.lookup('item-500')).toBeUndefined();
  });

  test('1,000 records come at a time', async () => {
    const anna = newUser();
    await anna.fill(1001);
    const { todos, network } = await anna.openDevice();
    expect(await todos.pull(todos, 'all')).toMatchObject({ received: 1001 });
    expect(network.lines()).toEqual(['GET /tables/todoitem 200', 'GET /tables/todoitem 200']);
  });

  test('a removal that is not sent yet stays one, whatever is pulled, and a removed record does not come back', async () => {
    const anna = newUser();
    const [phone, tablet] = [await anna.openDevice(), await anna.openDevice()];
    for (const id of ['a', 'b']) await tablet.todos.insert({ id, text: id });
    await tablet.sync();
    await phone.sync();
    await tablet.todos.remove('b');
    await tablet.sync();
    await phone.todos.remove('a');
    await phone.todos.pull(phone.todos, null, { push: false });
    expect(await phone.texts()).toEqual([]);
    await phone.sync();
    await phone.todos.pull(phone.todos, null);
    expect(await phone.texts()).toEqual([]);
    expect(await anna.onServer('todoitem', true)).toMatchObject([
      { id: 'b', deleted: true },
      { id: 'a', deleted: true },
    ]);
  });

  test('a device that has drifted is mended, in the ranges alone in which it has', async () => {
    const anna = newUser();
    await anna.fill(1100);
    const before = await anna.openDevice();
    await before.todos.pull(before.todos, 'all');
    const one = await before.todos.lookup('item-1');
    const phone = await before.reopenWith({
      'item-1': { ...one, text: 'Something else', version: 'ffffffffffffffff' },
      'item-2': undefined,
      'item-1zzz': { ...one, id: 'item-1zzz', version: 'ffffffffffffffff' },
    });
    expect(await phone.todos.lookup('item-1')).toMatchObject({ text: 'Something else' });
    const { differences, ...verified } = await phone.todos.verify(phone.todos, 'all');
    expect(verified).toEqual({ records: 1100, isComplete: true });
    expect([...differences].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { id: 'item-1', kind: 'outdated' },
      { id: 'item-1zzz', kind: 'surplus' },
      { id: 'item-2', kind: 'missing' },
    ]);
    expect(await phone.todos.lookup('item-1')).toEqual(one);
    expect((await phone.todos.includeTotalCount().take(0).read()).totalCount).toBe(1100);
    expect(await phone.todos.verify(phone.todos, 'all')).toMatchObject({ isComplete: true, differences: [] });
    // Three requests: the digests, the range of 500 that differs, the digests again; each with what has changed in
    // between.
    expect(phone.network.lines()).toHaveLength(6);
  });

  test('a part of a table is looked at by itself', async () => {
    const anna = newUser();
    await anna.fill(20);
    const phone = await anna.openDevice();
    const some = phone.todos.where((t) => t.text.startsWith('Item 1'));
    await phone.todos.pull(some, 'some');
    expect(await phone.todos.verify(some, 'some')).toEqual({ records: 11, isComplete: true, differences: [] });
  });
}
