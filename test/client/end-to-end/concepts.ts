/** What the concepts of offline data sync promise, in the order of their page. */
import { expect, test } from 'vitest';
import type { NewUser } from './user.ts';

export function declareConcepts(newUser: NewUser): void {
  test('an online table fails without a network, and a sync table does the same work on the device', async () => {
    const phone = await newUser().openDevice();
    const online = phone.client.table('todoitem');
    phone.network.cut();
    await expect(online.insert({ text: 'milk' })).rejects.toMatchObject({ code: 'connection-failed' });
    await expect(online.read()).rejects.toMatchObject({ code: 'connection-failed' });
    const { id } = await phone.todos.insert({ text: 'milk' });
    await phone.todos.update({ id, complete: true });
    expect(await phone.todos.where({ complete: true }).read()).toEqual([{ id, text: 'milk', complete: true }]);
    await phone.todos.remove(id);
    expect(await phone.todos.lookup(id)).toBeUndefined();
    phone.network.mend();
    expect(await online.insert({ id, text: 'milk' })).toMatchObject({ id, text: 'milk', complete: false });
    expect(await online.read()).toMatchObject([{ id, text: 'milk', complete: false, version: expect.any(String) }]);
  });

  test('nothing is sent before a push, and nothing arrives before a pull', async () => {
    const anna = newUser();
    const [phone, tablet] = [await anna.openDevice(), await anna.openDevice()];
    await phone.todos.insert({ id: 'milk', text: 'milk' });
    await phone.todos.read();
    await phone.todos.lookup('milk');
    expect(phone.network.lines()).toEqual([]);
    await phone.context.push();
    expect(phone.network.lines()).toEqual(['POST /tables/todoitem 201']);
    expect(await tablet.texts()).toEqual([]);
    await tablet.todos.pull();
    expect(await tablet.texts()).toEqual(['milk']);
  });

  test('a push sends all changes of all tables since the last one, in the order in which they were made', async () => {
    const anna = newUser();
    const { context, todos, lists, network } = await anna.openDevice();
    for (const id of ['home', 'work']) {
      await lists.insert({ id, name: id });
      await todos.insert({ id: `first of ${id}`, text: 'any', listId: id });
    }
    await todos.update({ id: 'first of home', complete: true });
    expect(await context.push()).toEqual({ completed: 4, errors: [] });
    const [list, todo] = ['POST /tables/list 201', 'POST /tables/todoitem 201'];
    expect(network.lines()).toEqual([list, todo, list, todo]);
    await lists.remove('work');
    expect(await context.push()).toEqual({ completed: 1, errors: [] });
    expect(await context.push()).toEqual({ completed: 0, errors: [] });
    expect(network.lines()).toEqual(['DELETE /tables/list/work 204']);
  });

  test('a pull of a table with changes that wait pushes them first; that of another table leaves them alone', async () => {
    const anna = newUser();
    const phone = await anna.openDevice();
    await phone.todos.insert({ id: 'milk', text: 'milk' });
    expect(await phone.lists.pull()).toEqual({ received: 0, unfit: [], pushed: undefined });
    expect(await phone.todos.pull()).toEqual({ received: 1, unfit: [], pushed: { completed: 1, errors: [] } });
    expect(phone.network.lines()).toEqual([
      'GET /tables/list 200',
      'POST /tables/todoitem 201',
      'GET /tables/todoitem 200',
    ]);
  });

  test('a pull with a query id fetches what has changed since the last one, and with the id null everything', async () => {
    const anna = newUser();
    const [phone, tablet] = [await anna.openDevice(), await anna.openDevice()];
    for (const id of ['a', 'b', 'c']) await phone.todos.insert({ id, text: id });
    await phone.context.push();
    const pull = async (queryId: string | null) => (await tablet.todos.pull(tablet.todos, queryId)).received;
    expect(await pull('all-todos')).toBe(3);
    await phone.todos.update({ id: 'a', text: 'changed' });
    await phone.context.push();
    expect(await pull('all-todos')).toBe(1);
    expect(await pull('all-todos')).toBe(0);
    expect(tablet.network.exchanges.at(-1)?.options.get('$deltatoken')).toMatch(/./);
    expect([await pull(null), await pull(null)]).toEqual([3, 3]);
    expect(await tablet.texts()).toEqual(['b', 'c', 'changed']);
  });

  test('a query id with the parameter of its query in it makes each query incremental by itself', async () => {
    const anna = newUser();
    const { todos, context } = await anna.openDevice();
    for (const listId of ['home', 'work']) await todos.insert({ id: listId, text: `for ${listId}`, listId });
    await context.push();
    const tablet = await anna.openDevice();
    const pull = async (listId: string) =>
      (await tablet.todos.pull(tablet.todos.where({ listId }), `todos-of-${listId}`)).received;
    expect(await pull('work')).toBe(1);
    expect(await tablet.texts()).toEqual(['for work']);
    // It is older than what the other query has seen.
    expect(await pull('home')).toBe(1);
    expect(await tablet.texts()).toEqual(['for home', 'for work']);
  });

  test('a pull with a query id has no order of its own', async () => {
    const phone = await newUser().openDevice();
    const ordered = phone.todos.orderBy('text');
    await expect(phone.todos.pull(ordered, 'ordered')).rejects.toMatchObject({ code: 'invalid-option' });
    expect(phone.network.lines()).toEqual([]);
  });

  test('a purge empties the table here and nowhere else, and gives up changes that wait only when it is forced', async () => {
    const anna = newUser();
    const { todos, context, network } = await anna.openDevice();
    for (const id of ['a', 'b']) await todos.insert({ id, text: id });
    await context.push();
    await todos.update({ id: 'a', text: 'waits' });
    network.cut();
    await expect(todos.purge()).rejects.toMatchObject({ name: 'SyncError', code: 'pending-operations' });
    expect(await todos.read()).toHaveLength(2);
    expect(await todos.purge(todos, { force: true })).toBe(2);
    expect(await todos.read()).toEqual([]);
    network.mend();
    expect(await context.push()).toEqual({ completed: 0, errors: [] });
    expect(await anna.onServer()).toMatchObject([{ text: 'a' }, { text: 'b' }]);
  });

  test('"Buy milk", completed elsewhere, leaves a device that follows open items, and another after a purge', async () => {
    const anna = newUser();
    const [phone, watch, tablet] = [await anna.openDevice(), await anna.openDevice(), await anna.openDevice()];
    for (const text of ['Buy milk', 'Call mum']) await tablet.todos.insert({ id: text, text });
    await tablet.sync();
    const follow = () => phone.todos.pull(phone.todos.where({ complete: false }), 'open-todos');
    const pullAll = () => watch.todos.pull(watch.todos.where({ complete: false }), null);
    await follow();
    await pullAll();
    await tablet.todos.update({ id: 'Buy milk', complete: true });
    await tablet.sync();
    await follow();
    expect(await phone.texts()).toEqual(['Call mum']);
    // Without an id nothing tells what the query no longer finds.
    await pullAll();
    expect(await watch.texts()).toEqual(['Buy milk', 'Call mum']);
    await watch.todos.purge();
    await pullAll();
    expect(await watch.texts()).toEqual(['Call mum']);
  });
}
