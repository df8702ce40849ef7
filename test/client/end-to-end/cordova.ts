/** What the Cordova quickstart does and has its reader check. */
import { expect, test } from 'vitest';
import type { Device } from './device.ts';
import { nowhere } from './network.ts';
import type { NewUser } from './user.ts';

/** Its `store.defineTable`: not all columns of the server; the version is always kept. */
const tables = { todoitem: { columns: { text: 'string', complete: 'boolean' } } } as const;

/** Its `syncBackend`, which does not wait for the push. */
async function syncBackend({ context, todos }: Device): Promise<void> {
  const begun = [context.push(), context.pull(todos, null)];
  // When one fails the other is still under way, and may have the queue in its hands.
  await Promise.allSettled(begun);
  await Promise.all(begun);
}

export function declareCordova(newUser: NewUser): void {
  test('a table that is defined with some columns keeps these alone, and leaves the others to the server', async () => {
    const anna = newUser();
    const [phone, tablet] = [await anna.openDevice({ tables }), await anna.openDevice()];
    await tablet.todos.insert({ id: 'milk', text: 'milk', listId: 'home' });
    await tablet.sync();
    await syncBackend(phone);
    const [item] = await phone.todos.read();
    expect(Object.keys(item ?? {}).sort()).toEqual([
      'complete',
      'createdAt',
      'deleted',
      'id',
      'text',
      'updatedAt',
      'version',
    ]);
    await phone.todos.update({ id: 'milk', complete: true });
    await phone.todos.insert({ id: 'bread', text: 'bread' });
    await syncBackend(phone);
    await expect(phone.todos.insert({ text: 'jam', listId: 'home' })).rejects.toMatchObject({ code: 'invalid-record' });
    expect(await anna.onServer()).toMatchObject([
      { id: 'milk', complete: true, listId: 'home' },
      { id: 'bread', complete: false, listId: null },
    ]);
  });

  test('its handlers hear of each conflict and each other error, and may give up the change', async () => {
    const anna = newUser();
    const heard: string[] = [];
    const phone = await anna.openDevice({
      tables,
      onConflict: (error) => {
        heard.push(`Sync conflict! ${error.id}`);
        return error.cancelAndDiscard();
      },
      onError: (error) => {
        heard.push(`Sync error! ${error.message}`);
      },
    });
    const tablet = await anna.openDevice();
    await tablet.todos.insert({ id: 'milk', text: 'milk' });
    await tablet.sync();
    await syncBackend(phone);
    await tablet.todos.update({ id: 'milk', text: 'oat milk' });
    await tablet.sync();
    await phone.todos.update({ id: 'milk', text: 'soy milk' });
    await phone.todos.insert({ id: 'long', text: 'x'.repeat(201) });
    const { errors } = await phone.context.push();
    expect(heard).toEqual(['Sync conflict! milk', 'Sync error! "text" takes at most 200 characters.']);
    expect(errors).toMatchObject([{ id: 'long', status: 400, handled: false }]);
    expect(await phone.queue()).toEqual(['insert long failed']);
    expect(await phone.todos.lookup('milk')).toMatchObject({ text: 'oat milk' });
  });

  test('with a wrong address it says "Unexpected connection failure", works on, and syncs with the right one', async () => {
    const anna = newUser();
    const phone = await anna.openDevice({ tables, url: nowhere });
    await expect(syncBackend(phone)).rejects.toThrow('Unexpected connection failure');
    await phone.todos.insert({ id: 'milk', text: 'milk' });
    await phone.todos.update({ id: 'milk', complete: true });
    await expect(phone.todos.pull()).rejects.toThrow('Unexpected connection failure');
    const started = await phone.restart();
    expect(await started.todos.read()).toEqual([{ id: 'milk', text: 'milk', complete: true }]);
    expect(await anna.onServer()).toEqual([]);
    const again = await started.restart({ url: anna.service });
    await syncBackend(again);
    expect(await again.todos.read()).toMatchObject([{ id: 'milk', complete: true, version: expect.any(String) }]);
    expect(await anna.onServer()).toMatchObject([{ id: 'milk', text: 'milk', complete: true }]);
  });

  test('a push and a pull that are started without waiting run one after the other', async () => {
    const phone = await newUser().openDevice({ tables });
    await phone.todos.insert({ id: 'milk', text: 'milk' });
    await syncBackend(phone);
    expect(phone.network.lines()).toEqual(['POST /tables/todoitem 201', 'GET /tables/todoitem 200']);
  });

  test('before the login nothing is lost, and after it all is sent', async () => {
    const anna = newUser();
    let token: string | undefined;
    const phone = await anna.openDevice({ tables, tokens: { token: () => token } });
    await phone.todos.insert({ id: 'milk', text: 'milk' });
    await expect(syncBackend(phone)).rejects.toMatchObject({ code: 'cancelled-by-authentication' });
    expect(await phone.queue()).toEqual(['insert milk queued']);
    token = anna.name;
    await syncBackend(phone);
    expect(await anna.onServer()).toMatchObject([{ id: 'milk' }]);
  });

  test('a token that has expired is asked for anew, once for all requests', async () => {
    const anna = newUser();
    let refreshed = 0;
    let token = 'expired';
    const refresh = async (): Promise<string> => {
      refreshed += 1;
      token = anna.name;
      return token;
    };
    const phone = await anna.openDevice({ tables, tokens: { token: () => token, refresh } });
    for (const id of ['milk', 'bread']) await phone.todos.insert({ id, text: id });
    expect(await phone.context.push({ parallel: 2 })).toEqual({ completed: 2, errors: [] });
    expect(refreshed).toBe(1);
    expect(await anna.onServer()).toHaveLength(2);
  });
}
