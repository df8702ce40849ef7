import { expect } from 'vitest';
import { test } from './with-browser.ts';

type StorePage = typeof import('./store-page.ts');

test('an edit for which there is no room is refused as such, leaves nothing behind, and does not hinder the next', async ({
  browser,
}) => {
  const { call, command } = await browser.openTab<StorePage>('store-page');
  await command('Storage.overrideQuotaForOrigin', { quotaSize: 1_000_000 });
  await call('open');
  await call('edit', 'one');
  const before = await call('readAll');
  expect(await call('codeOf', 'edit', 20_000_000)).toBe('full');
  expect(await call('readAll')).toEqual(before);
  await command('Storage.overrideQuotaForOrigin', {});
  expect(await call('edit', 'one', 20_000_000)).toBe(before.nextOperation);
});

test('a browser that deletes what the site keeps takes the store from its tab, and the next time says so', async ({
  browser,
}) => {
  const { call, command, page } = await browser.openTab<StorePage>('store-page');
  await call('open');
  await call('edit', 'one');
  await command('Storage.clearDataForOrigin', { storageTypes: 'indexeddb' });
  expect(await call('codeOf', 'edit')).toBe('unavailable');
  await page.reload();
  expect(await call('open')).toBe(true);
  expect(await call('readAll')).toEqual({ operations: [], pending: [], nextOperation: 1 });
  await page.reload();
  expect(await call('open')).toBe(false);
});

test('a store whose connection the browser closes goes on as if nothing had happened', async ({ browser }) => {
  const { call, page } = await browser.openTab<StorePage>('store-page');
  await call('open');
  await call('edit', 'one');
  const internals = await page.context().newPage();
  await internals.goto('chrome://indexeddb-internals');
  await internals.getByText('Force close').click();
  await internals.close();
  expect(await call('edit', 'one')).toBe(2);
  expect(await call('readAll')).toEqual({ operations: [1, 2], pending: [1, 2], nextOperation: 3 });
});

test('a frame that may keep nothing is told so when it opens the store', async ({ browser, site }) => {
  const { page } = await browser.openTab<StorePage>('store-page');
  await page.setContent(`<iframe sandbox="allow-scripts" src="${site.origin}/store-page"></iframe>`);
  await expect.poll(() => page.frames().length).toBe(2);
  const frame = page.frames()[1];
  await frame?.waitForLoadState();
  expect(await frame?.evaluate("page.codeOf('open')")).toBe('unavailable');
});
