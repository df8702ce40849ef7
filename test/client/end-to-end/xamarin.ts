/** What the Xamarin quickstart does and has its reader check. */
import { expect, test } from 'vitest';
import { SyncError } from '../../../client/index.ts';
import type { Device } from './device.ts';
import { nowhere } from './network.ts';
import type { NewUser } from './user.ts';

/** Its `SyncAsync`, as a production app has it, which tells nobody that there is no network. */
async function syncQuietly(device: Device): Promise<void> {
  try {
    await device.sync();
  } catch (error) {
    if (!(error instanceof SyncError && error.code === 'cancelled-by-network')) throw error;
  }
}

export function declareXamarin(newUser: NewUser): void {
  test('with a wrong address each push is cancelled by the network, and new items stay here until one gets through', async () => {
    const anna = newUser();
    const phone = await anna.openDevice({ url: nowhere });
    await expect(phone.sync()).rejects.toMatchObject({ code: 'cancelled-by-network' });
    for (const id of ['milk', 'bread']) {
      await phone.todos.insert({ id, text: id });
      await expect(phone.context.push()).rejects.toMatchObject({ code: 'cancelled-by-network' });
    }
    const started = await phone.restart({ url: anna.service });
    expect(await started.texts()).toEqual(['bread', 'milk']);
    expect(await anna.onServer('todoitem', true)).toEqual([]);
    await started.sync();
    expect(await anna.onServer()).toMatchObject([{ id: 'milk' }, { id: 'bread' }]);
    expect(started.network.lines()).toEqual([
      'POST /tables/todoitem 201',
      'POST /tables/todoitem 201',
      'GET /tables/todoitem 200',
    ]);
  });

  test('an app that hides those exceptions works as if it were connected, and syncs after each change', async () => {
    const anna = newUser();
    const phone = await anna.openDevice();
    phone.network.cut();
    const { id } = await phone.todos.insert({ text: 'milk' });
    await syncQuietly(phone);
    await phone.todos.update({ id, complete: true });
    await syncQuietly(phone);
    expect(await phone.todos.where({ complete: true }).read()).toHaveLength(1);
    phone.network.mend();
    await phone.todos.update({ id, text: 'oat milk' });
    await syncQuietly(phone);
    expect(await anna.onServer()).toMatchObject([{ text: 'oat milk', complete: true }]);
    expect(await phone.queue()).toEqual([]);
  });

  test('a pull that pushes first can push all tables, so that what belongs together stays together', async () => {
    const anna = newUser();
    const { todos, lists, network } = await anna.openDevice();
    await lists.insert({ id: 'home', name: 'Home' });
    await todos.insert({ id: 'milk', text: 'milk', listId: 'home' });
    const { pushed } = await todos.pull(todos, 'all-todos', { pushTables: 'all' });
    expect(pushed).toEqual({ completed: 2, errors: [] });
    expect(network.lines()).toEqual(['POST /tables/list 201', 'POST /tables/todoitem 201', 'GET /tables/todoitem 200']);
  });
}
