import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Browser, Tab } from './browser.ts';
import { test } from './with-browser.ts';

const kills = 20;

type StorePage = typeof import('./store-page.ts');

/** Fails if an edit is kept by half, or one that was acknowledged is not kept. */
async function check({ call }: Tab<StorePage>, acknowledged: readonly number[]): Promise<void> {
  expect(await call('open')).toBe(false);
  const { operations, pending, nextOperation } = await call('readAll');
  expect(operations).toEqual(Array.from({ length: nextOperation - 1 }, (_, i) => i + 1));
  expect(pending).toEqual(operations);
  expect(acknowledged.filter((number) => number >= nextOperation)).toEqual([]);
}

/** Kills the browser so many milliseconds after the first edit of the page was said to be kept. */
async function killEditing(browser: Browser, tab: Tab<StorePage>, afterMs: number, acknowledged: number[]) {
  const begun = Promise.withResolvers<void>();
  await tab.page.exposeFunction('acknowledge', (number: number) => {
    acknowledged.push(number);
    begun.resolve();
  });
  const cut = tab.call('editWithoutEnd').catch(() => undefined);
  await begun.promise;
  await delay(afterMs);
  await browser.kill();
  await cut;
}

test(`a browser killed ${kills} times in the middle of edits keeps each acknowledged one, and none by half`, async ({
  launch,
}) => {
  const acknowledged: number[] = [];
  // Chromium writes `localStorage` late: killed before, it could not tell that the database is another one.
  const first = await launch();
  await check(await first.openTab<StorePage>('store-page'), acknowledged);
  await first.close();
  for (let life = 1; life <= kills; life += 1) {
    const browser = await launch();
    const tab = await browser.openTab<StorePage>('store-page');
    await check(tab, acknowledged);
    await killEditing(browser, tab, 7 * life, acknowledged);
  }
  const browser = await launch();
  await check(await browser.openTab<StorePage>('store-page'), acknowledged);
});
