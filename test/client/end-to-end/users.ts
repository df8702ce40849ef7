/** Users of one device: what a sign-out leaves, and that nobody finds another's records. */
import { expect, test } from 'vitest';
import type { Device } from './device.ts';
import type { NewUser, User } from './user.ts';

/** A device of the user with one item that the server has, and one that it has not. */
async function usedDevice(user: User): Promise<Device> {
  const device = await user.openDevice({ user: user.name });
  await device.todos.insert({ id: 'sent', text: 'sent' });
  await device.sync();
  await device.todos.insert({ id: 'waiting', text: 'waiting' });
  return device;
}

export function declareUsers(newUser: NewUser): void {
  test('a sign-out that keeps leaves records and edits for the next time', async () => {
    const device = await usedDevice(newUser());
    await device.client.signOut('keep');
    await expect(device.todos.read()).rejects.toMatchObject({ name: 'SyncError', code: 'closed' });
    const again = await device.restart();
    expect(await again.texts()).toEqual(['sent', 'waiting']);
    expect(await again.queue()).toEqual(['insert waiting queued']);
  });

  test('a sign-out that wipes when all is sent refuses while something waits, and leaves nothing then', async () => {
    const device = await usedDevice(newUser());
    await expect(device.client.signOut('wipe-if-clean')).rejects.toMatchObject({ code: 'pending-operations' });
    expect(await device.texts()).toEqual(['sent', 'waiting']);
    await device.context.push();
    await device.client.signOut('wipe-if-clean');
    const again = await device.restart();
    expect(await again.texts()).toEqual([]);
    await again.sync();
    expect(await again.texts()).toEqual(['sent', 'waiting']);
  });

  test('a sign-out that wipes leaves nothing, and what was not sent is gone', async () => {
    const device = await usedDevice(newUser());
    await device.client.signOut('wipe');
    const again = await device.restart();
    expect(await again.queue()).toEqual([]);
    await again.sync();
    expect(await again.texts()).toEqual(['sent']);
  });

  test('two users of one device see and send their own records alone', async () => {
    const [anna, ben] = [newUser(), newUser()];
    const ofAnna = await usedDevice(anna);
    await ofAnna.client.signOut('keep');
    const ofBen = await ofAnna.restart({ user: ben.name, tokens: { token: () => ben.name } });
    expect(await ofBen.texts()).toEqual([]);
    expect(await ofBen.queue()).toEqual([]);
    await ofBen.todos.insert({ id: 'sent', text: 'of Ben' });
    await ofBen.sync();
    await ofBen.client.signOut('wipe');
    const again = await ofBen.restart({ user: anna.name, tokens: { token: () => anna.name } });
    expect(await again.texts()).toEqual(['sent', 'waiting']);
    await again.sync();
    expect(await anna.onServer()).toMatchObject([{ text: 'sent' }, { text: 'waiting' }]);
    expect(await ben.onServer()).toMatchObject([{ text: 'of Ben' }]);
  });
}
