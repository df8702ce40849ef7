/** Programs that are killed, and what the next start finds. */
import { expect, test } from 'vitest';
import type { NewUser } from './user.ts';

export function declareRestarts(newUser: NewUser): void {
  test.each(['3.0', '2.0'] as const)(
    'in dialect %s a push may be killed at each request: the next one ends it',
    async (protocol) => {
      const anna = newUser();
      const first = await anna.openDevice({ protocol });
      for (const id of ['changed', 'removed']) await first.todos.insert({ id, text: id });
      await first.context.push();
      await first.todos.insert({ id: 'made', text: 'made' });
      await first.todos.update({ id: 'changed', text: 'anew' });
      await first.todos.remove('removed');
      let device = first;
      // In 3.0 all of it is one request.
      for (const arrived of protocol === '3.0' ? [1, 1] : [1, 2, 2]) {
        await device.killIn(({ context }) => context.push(), arrived);
        device = await device.restart();
        expect(await device.texts()).toEqual(['anew', 'made']);
      }
      expect((await device.context.push()).errors).toEqual([]);
      expect(await device.queue()).toEqual([]);
      expect(await anna.onServer('todoitem', true)).toMatchObject([
        { id: 'made', deleted: false },
        { id: 'changed', text: 'anew' },
        { id: 'removed', deleted: true },
      ]);
      expect(await device.todos.orderBy('updatedAt').read()).toEqual(await anna.onServer());
    },
  );

  test('edits on top of one whose outcome is not known are kept over a restart, and follow it', async () => {
    const anna = newUser();
    const first = await anna.openDevice();
    await first.todos.insert({ id: 'milk', text: 'milk' });
    await first.killIn(({ context }) => context.push(), 1);
    const second = await first.restart();
    await second.todos.update({ id: 'milk', text: 'oat milk' });
    expect(await second.queue()).toEqual(['insert milk sent', 'update milk queued']);
    const third = await second.restart();
    expect(await third.context.push()).toEqual({ completed: 2, errors: [] });
    expect(await anna.onServer()).toMatchObject([{ text: 'oat milk' }]);
    expect(await third.todos.read()).toEqual(await anna.onServer());
  });

  test('a refusal waits for the app over a restart, and so does what the app decided about it', async () => {
    const anna = newUser();
    const [tablet, first] = [await anna.openDevice(), await anna.openDevice()];
    for (const id of ['a', 'b']) await tablet.todos.insert({ id, text: 'base' });
    await tablet.sync();
    await first.sync();
    for (const id of ['a', 'b']) await tablet.todos.update({ id, text: 'theirs' });
    await tablet.sync();
    for (const id of ['a', 'b']) await first.todos.update({ id, text: 'mine' });
    expect((await first.context.push()).errors).toHaveLength(2);
    const second = await first.restart();
    const [a, b] = await second.context.errors();
    expect(a).toMatchObject({ id: 'a', status: 412, clientRecord: { text: 'mine' }, serverRecord: { text: 'theirs' } });
    await a?.clientWins();
    await b?.serverWins();
    const third = await second.restart();
    expect(await third.context.errors()).toEqual([]);
    expect(await third.queue()).toEqual(['update a queued']);
    expect(await third.texts()).toEqual(['mine', 'theirs']);
    expect(await third.context.push()).toEqual({ completed: 1, errors: [] });
    expect(await anna.onServer()).toMatchObject([
      { id: 'b', text: 'theirs' },
      { id: 'a', text: 'mine' },
    ]);
  });

  test('a pull that is killed when a page has arrived has it not, and the next fetches it', async () => {
    const anna = newUser();
    await anna.fill(3);
    const first = await anna.openDevice();
    await first.killIn(({ todos }) => todos.pull(todos, 'all', { pageSize: 2 }), 2);
    const second = await first.restart();
    expect(await second.todos.pull(second.todos, 'all', { pageSize: 2 })).toMatchObject({ unfit: [] });
    expect(await second.texts()).toEqual(['Item 1', 'Item 2', 'Item 3']);
  });
}
