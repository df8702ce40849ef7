import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { signInAs, startOpenId } from '../client/chromium/open-id.ts';
import type { App } from './app.ts';
import { faults } from './axe.ts';
import { type Device, testOn } from './with-app.ts';

/** With a service that knows a real provider, under two names, and gives each user a list of their own. */
const test = testOn(async () => {
  const service = { entry: 'todo.ts', app: true };
  const { service: url, stop } = await startOpenId({ names: ['google', 'workshop'], service });
  return { url, stop };
});

const signInDialog = ({ page }: App) => page.getByRole('dialog', { name: 'Sign in' });
const unsentDialog = ({ page }: App) => page.getByRole('dialog', { name: 'Some edits are not sent' });

/** Until this is what can be pressed about users. */
const offers = ({ page }: App, ...names: string[]): Promise<void> =>
  expect.poll(() => page.locator('#account button:visible').allTextContents(), { timeout: 30_000 }).toEqual(names);

/**
 * The window of the provider that opens when a user signs in by it; it asks who it is, having forgotten who was there
 * before.
 */
async function openWindow(app: App, provider = 'Google'): Promise<Page> {
  await app.page.context().clearCookies();
  await app.press('Sign in');
  const press = signInDialog(app)
    .getByRole('button', { name: `Sign in with ${provider}` })
    .click();
  const [window] = await Promise.all([app.page.waitForEvent('popup'), press]);
  return window;
}

async function signIn(app: App, user: string, provider?: string): Promise<void> {
  await finish(app, await openWindow(app, provider), user);
}

async function finish(app: App, window: Page, user: string): Promise<void> {
  await Promise.all([window.waitForEvent('close'), signInAs(user, window)]);
  await offers(app, 'Sign out');
}

/** A device on which this user has an edit that was not sent. */
async function withUnsent(openDevice: () => Promise<Device>, user: string): Promise<Device> {
  const device = await openDevice();
  await signIn(device, user);
  await device.add('Sent');
  await device.see('Sent', 'Sent');
  await device.workOffline(true);
  await device.add('Not sent');
  await device.press('Sign out');
  await unsentDialog(device).waitFor();
  return device;
}

describe('a user', () => {
  test('signs in by any provider that the service has, and has the same items on each device, which are nobody else’s', async ({
    service,
    openDevice,
  }) => {
    const mine = await openDevice();
    await mine.page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await signIn(mine, 'ann-1', 'Google');
    await mine.add('Of Ann');
    await mine.see('Of Ann', 'Sent');
    await mine.page.reload();
    await mine.see('Of Ann', 'Sent');
    await offers(mine, 'Sign out');

    const other = await openDevice();
    await signIn(other, 'ann-1', 'Workshop');
    await other.see('Of Ann', 'Sent');

    const theirs = await openDevice();
    await signIn(theirs, 'bob-1');
    await theirs.add('Of Bob');
    await theirs.see('Of Bob', 'Sent');
    await theirs.sync();
    expect(await theirs.texts()).toEqual(['Of Bob']);
    await other.sync();
    expect(await other.texts()).toEqual(['Of Ann']);
    expect((await fetch(`${service.url}/tables/todoitem`)).status).toBe(401);
  });

  test('signs out without a network, and leaves the device as it was', async ({ openDevice }) => {
    const device = await openDevice();
    await device.page.getByText('Sign in to sync').waitFor();
    await device.add('Of nobody');
    await device.see('Of nobody', 'Saved here');
    await signIn(device, 'ann-2');
    expect(await device.texts()).toEqual([]);
    await device.add('Of Ann');
    await device.see('Of Ann', 'Sent');
    await device.workOffline(true);
    await device.press('Sign out');
    await device.see('Of nobody', 'Saved here');
    expect(await device.texts()).toEqual(['Of nobody']);
    await offers(device);
    await device.workOffline(false);
    await offers(device, 'Sign in');
  });

  test('whose session has ended signs in again, and what was done meanwhile is sent', async ({ openDevice }) => {
    const device = await openDevice();
    await signIn(device, 'ann-3');
    const ended = (url: URL): boolean => /^\/(?:tables|\$batch|\.auth\/refresh)/.test(url.pathname);
    await device.context.route(ended, (route) =>
      route.fulfill({ status: 401, json: { code: 'authentication_required' } }),
    );
    await device.add('Done meanwhile');
    await device.page.getByText('Sign in to sync').waitFor();
    await offers(device, 'Sign in', 'Sign out');
    // Before that window is there, the next sync would find the session as good as it is.
    const window = await openWindow(device);
    await device.context.unroute(ended);
    await finish(device, window, 'ann-3');
    await device.see('Done meanwhile', 'Sent');
  });

  test('who does not want to, or may not, is not signed in', async ({ openDevice }) => {
    const device = await openDevice();
    const dialog = signInDialog(device);
    const closed = await openWindow(device, 'Google');
    await closed.waitForSelector('[name=login]');
    await closed.close();
    await dialog.getByRole('button', { name: 'Not now' }).click();

    const window = await openWindow(device, 'Google');
    await window.click('text=Cancel');
    await dialog.getByText('google did not sign the user in: access_denied.').waitFor();
    expect(await faults(device.page)).toEqual([]);
    await device.page.keyboard.press('Escape');
    await offers(device, 'Sign in');
  });

  test('is not signed in by somebody else’s link', async ({ service, openDevice }) => {
    const device = await openDevice();
    const login = { authenticationToken: 'eve', user: { userId: 'eve' } };
    await device.page.goto(`${service.url}/#token=${encodeURIComponent(JSON.stringify(login))}`);
    await device.page.reload();
    await offers(device, 'Sign in');
  });
});

describe('who signs out with something that is not sent', () => {
  test('may stay, and goes on', async ({ openDevice }) => {
    const device = await withUnsent(openDevice, 'ann-4');
    expect(await faults(device.page)).toEqual([]);
    await device.page.keyboard.press('Escape');
    await device.press('Sign out');
    await unsentDialog(device).getByRole('button', { name: 'Stay signed in' }).click();
    await offers(device, 'Sign out');
    await device.workOffline(false);
    await device.see('Not sent', 'Sent');
  });

  test('may keep it for the next time', async ({ openDevice }) => {
    const device = await withUnsent(openDevice, 'ann-5');
    await unsentDialog(device).getByRole('button', { name: 'keep them' }).click();
    await device.page.getByText('Nothing to do yet').waitFor();
    await device.workOffline(false);
    await signIn(device, 'bob-5');
    await device.sync();
    expect(await device.texts()).toEqual([]);
    await device.press('Sign out');
    await offers(device, 'Sign in');
    await signIn(device, 'ann-5');
    await device.see('Not sent', 'Sent');
  });

  test('may delete it', async ({ openDevice }) => {
    const device = await withUnsent(openDevice, 'ann-6');
    await unsentDialog(device).getByRole('button', { name: 'delete them' }).click();
    await device.page.getByText('Nothing to do yet').waitFor();
    await device.workOffline(false);
    await signIn(device, 'ann-6');
    await device.see('Sent', 'Sent');
    expect(await device.texts()).toEqual(['Sent']);
  });
});

test('two tabs have the same user, in whichever of them somebody signs in or out', async ({ openDevice }) => {
  const one = await openDevice();
  const other = await one.openTab();
  await signIn(one, 'ann-7');
  await offers(other, 'Sign out');
  await one.add('In both');
  await other.see('In both', 'Sent');
  await other.press('Sign out');
  await offers(one, 'Sign in');
  expect(await one.texts()).toEqual([]);
});
