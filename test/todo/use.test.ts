import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { faults } from './axe.ts';
import { itemsOf, test } from './with-app.ts';

/** Until the service worker has kept the files of the app. */
const installed = (page: Page): Promise<void> => page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');

describe('items', () => {
  test('are added, edited, ticked and deleted, and each of it is taken back', async ({ service, openDevice }) => {
    const { page, ...app } = await openDevice();
    const undo = () => page.getByRole('button', { name: 'Undo' }).click();
    const isDone = () => page.getByLabel('Done: Tea').isChecked();
    await app.add('Tea');
    await app.see('Tea', 'Sent');
    await app.rename('Tea', 'Green tea');
    await undo();
    await app.see('Tea', 'Sent');
    await app.tick('Tea');
    await page.getByText('Completed “Tea”').waitFor();
    await undo();
    await expect.poll(isDone).toBe(false);
    await app.remove('Tea');
    await app.miss('Tea');
    await app.sync();
    expect((await itemsOf(service)).has('Tea')).toBe(false);
    // All that is left to take back is from before.
    await page.keyboard.press('Control+z');
    await app.see('Tea', 'Sent');
    expect((await itemsOf(service)).has('Tea')).toBe(true);
    await page.keyboard.press('Control+z');
    await app.miss('Tea');
    await app.sync();
    expect((await itemsOf(service)).has('Tea')).toBe(false);
  });

  test('that were never sent come back, too', async ({ openDevice }) => {
    const app = await openDevice();
    await app.workOffline(true);
    await app.add('Coffee');
    await app.remove('Coffee');
    await app.miss('Coffee');
    await app.press('Undo');
    await app.see('Coffee', 'Saved here');
    await app.workOffline(false);
    await app.see('Coffee', 'Sent');
  });

  test('are shown by what is to be done, the newest first', async ({ openDevice }) => {
    const app = await openDevice();
    await app.workOffline(true);
    for (const text of ['One', 'Two', 'Three']) await app.add(text);
    await app.tick('Two');
    expect((await app.texts()).slice(0, 3)).toEqual(['Three', 'Two', 'One']);
    const filter = app.page.locator('#filter label');
    await filter.filter({ hasText: 'Done' }).click();
    await expect.poll(app.texts).toEqual(['Two']);
    await filter.filter({ hasText: 'Open' }).click();
    await app.miss('Two');
    await app.workOffline(false);
    await app.see('Three', 'Sent');
    expect((await app.texts()).slice(0, 2)).toEqual(['Three', 'One']);
  });
});

describe('the app', () => {
  test('starts without a network from the second load, with what was there', async ({ openDevice }) => {
    const { context, page, ...app } = await openDevice();
    await app.add('Kept');
    await app.see('Kept', 'Sent');
    await installed(page);
    await context.setOffline(true);
    await page.reload();
    await app.see('Kept', 'Sent');
    await app.add('Added without a network');
    await page.reload();
    await app.see('Added without a network', 'Saved here');
    await context.setOffline(false);
    await app.see('Added without a network', 'Sent');
  });

  test('is installable', async ({ openDevice }) => {
    const { context, page } = await openDevice();
    await installed(page);
    const session = await context.newCDPSession(page);
    const { errors } = await session.send('Page.getAppManifest');
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    // Windows that forget everything are no place to install anything.
    const of = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito');
    expect([errors, of]).toEqual([[], []]);
  });

  test('is at most 40 KB with everything that it ever loads', async ({ service, openDevice }) => {
    const { page } = await openDevice();
    await installed(page);
    const kept: string[] = await page.evaluate(
      'caches.keys().then(([name]) => caches.open(name)).then((cache) => cache.keys()).then((all) => all.map(({ url }) => url))',
    );
    expect(kept).toEqual(expect.arrayContaining([`${service.url}/`, `${service.url}/todo/app.js`]));
    const bytes = kept.map(async (url) => {
      const answer = await fetch(url, { headers: { Accept: 'text/html' } });
      return gzipSync(await answer.bytes(), { level: 9 }).length;
    });
    expect((await Promise.all(bytes)).reduce((sum, each) => sum + each)).toBeLessThanOrEqual(40 * 1024);
  });

  test('pulled down at its top with a finger, syncs', async ({ openDevice }) => {
    const { context, page } = await openDevice({ hasTouch: true, viewport: { width: 390, height: 844 } });
    const session = await context.newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...ys: number[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: ys.map((y) => ({ x: 200, y })) });
    const pull = async (toY: number): Promise<void> => {
      await touch('touchStart', 300);
      for (let y = 310; y <= toY; y += 20) await touch('touchMove', y);
      await touch('touchEnd');
    };
    await page.getByText('Everything is sent').waitFor();
    await pull(350);
    expect(await page.locator('#notice').textContent()).toBe('');
    // A page that is slow to answer a touch gets no more of it: who pulls does so again.
    await expect
      .poll(async () => (await pull(440)) ?? page.locator('#notice').textContent(), { timeout: 30_000, interval: 1000 })
      .toBe('Synced');
  });
});

test('two tabs show the same, whichever of them does something, and wait together where one works offline', async ({
  openDevice,
}) => {
  const one = await openDevice();
  const other = await one.openTab();
  await one.workOffline(true);
  await expect.poll(() => other.page.getByLabel('Work offline').isChecked()).toBe(true);
  await one.add('From the first tab');
  await other.see('From the first tab', 'Saved here');
  await other.tick('From the first tab');
  await expect.poll(() => one.page.getByLabel('Done: From the first tab').isChecked()).toBe(true);
  await other.workOffline(false);
  await one.see('From the first tab', 'Sent');
  await other.see('From the first tab', 'Sent');
  await one.remove('From the first tab');
  await other.miss('From the first tab');
});

test('two devices stay in step by themselves', async ({ openDevice }) => {
  const [one, other] = [await openDevice(), await openDevice()];
  await one.add('Seen on the other device');
  await other.see('Seen on the other device', 'Sent');
  await other.remove('Seen on the other device');
  await one.miss('Seen on the other device');
});

test('everything is done with the keyboard, and the focus is never lost', async ({ openDevice }) => {
  const { page, ...app } = await openDevice();
  await app.workOffline(true);
  const { keyboard } = page;
  const focused = () => page.evaluate('document.activeElement?.ariaLabel ?? document.activeElement?.textContent');
  await page.getByLabel('What is to be done?').focus();
  for (const text of ['First', 'Second']) {
    await keyboard.type(text);
    await keyboard.press('Enter');
    await app.row(text).waitFor();
  }
  await page.locator('#filter :checked').focus();
  await keyboard.press('Tab');
  expect(await focused()).toBe('Done: Second');
  await keyboard.press('Space');
  await page.getByText('Completed “Second”').waitFor();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await keyboard.type('Second, and better');
  await keyboard.press('Enter');
  await app.row('Second, and better').waitFor();
  expect(await focused()).toBe('Edit: Second, and better');
  await keyboard.press('Enter');
  await keyboard.type('Not kept');
  await keyboard.press('Escape');
  expect(await focused()).toBe('Edit: Second, and better');
  await keyboard.press('Tab');
  expect(await focused()).toBe('Delete: Second, and better');
  await keyboard.press('Enter');
  await app.miss('Second, and better');
  expect(await focused()).toBe('Edit: First');
  await keyboard.press('Control+z');
  await app.row('Second, and better').waitFor();
  await page.getByRole('button', { name: 'waiting' }).focus();
  await keyboard.press('Enter');
  await app.queue.waitFor();
  await keyboard.press('Escape');
  expect(await focused()).toBe('2 waiting');
});

describe('axe finds nothing', () => {
  test.for([
    { colorScheme: 'light', viewport: { width: 1024, height: 720 } },
    { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
  ] as const)('in $colorScheme, $viewport.width pixels wide', async (options, { openDevice }) => {
    const { page, ...mine } = await openDevice({ ...options, reducedMotion: 'reduce' });
    const name = `Looked at in ${options.colorScheme}`;
    await mine.add(name);
    await mine.see(name, 'Sent');
    const theirs = await openDevice();
    await mine.workOffline(true);
    await mine.tick(name);
    await theirs.rename(name, `${name} twice`);
    await theirs.sync();
    await mine.workOffline(false);
    await page.getByRole('button', { name: 'Conflict' }).waitFor();
    await page.getByLabel('What is to be done?').fill('everything '.repeat(100_000));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Rejected' }).waitFor();
    await mine.workOffline(true);
    await mine.add('Saved here alone');
    await page.getByText('This device').click();
    expect(await faults(page)).toEqual([]);
    await mine.press('2 problems');
    await mine.queue.waitFor();
    expect(await faults(page)).toEqual([]);
    await mine.queue.getByRole('button', { name: 'Compare…' }).click();
    await mine.conflict.waitFor();
    expect(await faults(page)).toEqual([]);
    await mine.conflict.getByRole('button', { name: 'Decide later' }).click();
    await mine.queue.getByRole('button', { name: 'Edit' }).click();
    expect(await faults(page)).toEqual([]);
  });
});
