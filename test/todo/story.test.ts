import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { launchBrowser } from '../client/chromium/browser.ts';
import { appIn } from './app.ts';
import { itemsOf, test } from './with-app.ts';

test('what is done offline outlives a kill, is not on the service, and is there after a refresh with a spinner', async ({
  service,
}) => {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  onTestFinished(() => rmSync(profile, { recursive: true, force: true }));
  const launch = () => launchBrowser({ origin: service.url, stop: () => undefined }, profile);

  const first = await launch();
  const { page } = await first.openTab('');
  const before = appIn(page);
  await before.add('Feed the cat');
  await before.see('Feed the cat', 'Sent');
  await before.workOffline(true);
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  // Chromium writes what a new profile has chosen late.
  await first.close();

  const second = await launch();
  const offline = appIn((await second.openTab('')).page);
  await offline.add('Buy milk');
  await offline.add('Buy bread');
  await offline.tick('Feed the cat');
  await offline.page.getByText('3 waiting').waitFor();
  await second.kill();

  const third = await launch();
  const after = appIn((await third.openTab('')).page);
  for (const text of ['Buy milk', 'Buy bread', 'Feed the cat']) await after.see(text, 'Saved here');
  expect(await after.page.getByLabel('Done: Feed the cat').isChecked()).toBe(true);
  await after.page.getByText('Working offline').waitFor();
  expect([...(await itemsOf(service))]).toEqual([['Feed the cat', expect.objectContaining({ complete: false })]]);

  await after.workOffline(false);
  await Promise.all([after.progress.waitFor(), after.sync()]);
  await after.progress.waitFor({ state: 'hidden' });
  for (const text of ['Buy milk', 'Buy bread', 'Feed the cat']) await after.see(text, 'Sent');
  const items = await itemsOf(service);
  expect([...items.keys()].sort()).toEqual(['Buy bread', 'Buy milk', 'Feed the cat']);
  expect(items.get('Feed the cat')?.complete).toBe(true);
  await third.kill();
});

test('without a network the app says so, and sends by itself what was done when there is one again', async ({
  service,
  openDevice,
}) => {
  const { context, page, ...app } = await openDevice();
  await page.getByText('Everything is sent').waitFor();
  await context.setOffline(true);
  await app.add('Call the plumber');
  await page.getByText('No connection').first().waitFor();
  await app.see('Call the plumber', 'Saved here');
  await context.setOffline(false);
  await app.see('Call the plumber', 'Sent');
  expect((await itemsOf(service)).has('Call the plumber')).toBe(true);
});

test('an item that others have completed leaves a device that fetches open ones only, which clears what was sent alone', async ({
  openDevice,
}) => {
  const theirs = await openDevice();
  await theirs.add('Buy rice');
  await theirs.see('Buy rice', 'Sent');
  const mine = await openDevice();
  await mine.page.getByText('This device').click();
  await mine.page.getByLabel('Fetch open items only').check();
  await mine.sync();
  await mine.row('Buy rice').waitFor();
  await theirs.tick('Buy rice');
  await theirs.sync();
  await mine.sync();
  await mine.miss('Buy rice');

  await mine.workOffline(true);
  await mine.add('Not sent yet');
  await mine.press('Clear and fetch again');
  await mine.page.getByText('Send or discard what waits first').waitFor();
  expect(await mine.texts()).toContain('Not sent yet');
  await mine.workOffline(false);
  await mine.see('Not sent yet', 'Sent');
  await mine.press('Clear and fetch again');
  await mine.see('Not sent yet', 'Sent');
});
