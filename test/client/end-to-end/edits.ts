/** Edits of every kind, on their way from one device through the service to another. */
import { expect, test } from 'vitest';
import type { NewUser } from './user.ts';

const dialects = ['3.0', '2.0'] as const;

export function declareEdits(newUser: NewUser): void {
  test.each(dialects)(
    'in dialect %s what is made, changed and removed here is so there, and comes back',
    async (protocol) => {
      const anna = newUser();
      const [phone, tablet] = [await anna.openDevice({ protocol }), await anna.openDevice({ protocol })];
      for (const id of ['changed', 'replaced', 'removed']) await phone.todos.insert({ id, text: id, listId: 'home' });
      await phone.sync();
      await tablet.sync();
      await phone.todos.update({ id: 'changed', complete: true });
      await phone.todos.replace({ id: 'replaced', text: 'anew' });
      await phone.todos.remove('removed');
      await phone.sync();
      await tablet.sync();
      expect(await tablet.todos.orderBy('id').read()).toMatchObject([
        { id: 'changed', text: 'changed', complete: true, listId: 'home' },
        { id: 'replaced', text: 'anew', complete: false, listId: null },
      ]);
      expect(await tablet.todos.undelete('removed')).toBeUndefined();
      await tablet.sync();
      await phone.sync();
      const server = await anna.onServer();
      expect(server.map(({ id }) => id)).toEqual(['changed', 'replaced', 'removed']);
      for (const { todos } of [phone, tablet]) expect(await todos.orderBy('updatedAt').read()).toEqual(server);
    },
  );

  test.each(dialects)('in dialect %s a change whose answer was lost is sent again, and made once', async (protocol) => {
    const anna = newUser();
    const { todos, context, network } = await anna.openDevice({ protocol });
    for (const id of ['changed', 'removed']) await todos.insert({ id, text: id });
    await context.push();
    await todos.update({ id: 'changed', text: 'anew' });
    await todos.remove('removed');
    await todos.insert({ id: 'made', text: 'made' });
    const first = await anna.onServer('todoitem', true);
    // Each push repeats the change whose answer was lost, and loses the answer to the next; in 3.0 all are one request.
    const isBatch = protocol === '3.0';
    for (const after of isBatch ? [0, 0] : [0, 1, 1]) {
      network.loseAnswer(after);
      await expect(context.push()).rejects.toMatchObject({ code: 'cancelled-by-network' });
    }
    expect(await context.push()).toEqual({ completed: isBatch ? 3 : 1, errors: [] });
    expect(await anna.onServer('todoitem', true)).toHaveLength(first.length + 1);
    expect(await anna.onServer()).toEqual(await todos.orderBy('updatedAt').read());
    expect(await todos.read()).toMatchObject([{ text: 'anew' }, { text: 'made' }]);
  });

  test('an edit that is made while a push runs is kept, and sent by the next', async () => {
    const anna = newUser();
    const { todos, context } = await anna.openDevice();
    for (const id of ['a', 'b', 'c']) await todos.insert({ id, text: 'first' });
    const pushing = context.push();
    for (const text of ['second', 'third']) for (const id of ['a', 'b', 'c']) await todos.update({ id, text });
    expect((await pushing).errors).toEqual([]);
    await context.push();
    expect(await anna.onServer()).toMatchObject([{ text: 'third' }, { text: 'third' }, { text: 'third' }]);
    expect(await todos.orderBy('updatedAt').read()).toEqual(await anna.onServer());
  });

  test('ids with every kind of character name the same record here and there', async () => {
    const anna = newUser();
    const [phone, tablet] = [await anna.openDevice(), await anna.openDevice()];
    const ids = ["it's 100% é", 'x#y&z=1;b,c:d@e!$()*', 'x%41', '日本', 'x'.repeat(255)];
    for (const id of ids) await phone.todos.insert({ id, text: 'new' });
    await phone.context.push();
    await tablet.todos.pull();
    for (const id of ids) await tablet.todos.update({ id, text: 'changed' });
    expect(await tablet.context.push()).toEqual({ completed: ids.length, errors: [] });
    const changed = ids.map((id) => expect.objectContaining({ id, text: 'changed' }));
    expect(await anna.onServer()).toEqual(changed);
  });
}
