import { setTimeout as delay } from 'node:timers/promises';
import { expect, inject } from 'vitest';
import { memoryStore } from '../../../client/store/memory.ts';
import { User } from '../end-to-end/user.ts';
import type { Browser, Tab } from './browser.ts';
import { test } from './with-browser.ts';

const kills = 20;

type App = typeof import('./sync-page.ts');

const service = inject('service');

/** Fails unless everything that was said to be kept is there, as it was or as it was edited later. */
async function check({ call }: Tab<App>, kept: ReadonlyMap<string, string>): Promise<void> {
  const { counter, ...items } = await call('texts');
  const { counter: counted = '0', ...said } = Object.fromEntries(kept);
  expect(items).toMatchObject(said);
  expect(Number(counter)).toBeGreaterThanOrEqual(Number(counted));
}

/** Kills the browser so many milliseconds after the first edit of the page was said to be kept. */
async function killWorking(browser: Browser, tab: Tab<App>, life: number, kept: Map<string, string>): Promise<void> {
  const begun = Promise.withResolvers<void>();
  await tab.page.exposeFunction('keep', (id: string, text: string) => {
    kept.set(id, text);
    begun.resolve();
  });
  const cut = tab.call('workWithoutEnd', life).catch(() => undefined);
  await begun.promise;
  await delay(7 * life);
  await browser.kill();
  await cut;
}

test(`a browser killed ${kills} times in the middle of edits and pushes loses no edit, and sends none twice`, async ({
  launch,
}) => {
  const anna = new User(service, memoryStore);
  const kept = new Map<string, string>();
  const openApp = async (browser: Browser): Promise<Tab<App>> => {
    const tab = await browser.openTab<App>('sync-page');
    await tab.call('open', service, anna.name);
    return tab;
  };
  // Chromium writes `localStorage` late: killed before, it could not tell that the database is another one.
  const first = await launch();
  const { call } = await openApp(first);
  await call('insert', 'counter');
  await call('update', 'counter', '0');
  await first.close();
  let unanswered = 0;
  for (let life = 1; life <= kills; life += 1) {
    const browser = await launch();
    const tab = await openApp(browser);
    await check(tab, kept);
    unanswered += await tab.call('sentCount');
    await killWorking(browser, tab, life, kept);
  }
  // Some pushes were cut, as only then it is a test.
  expect(unanswered).toBeGreaterThan(0);
  const tab = await openApp(await launch());
  await check(tab, kept);
  await tab.call('push');
  expect(await tab.call('pendingCount')).toBe(0);
  const server = await anna.onServer('todoitem', true);
  expect(Object.fromEntries(server.map(({ id, text }) => [id, text]))).toEqual(await tab.call('texts'));
  // An item is inserted and never changed: written twice, it would have two times.
  const writtenAgain = server.filter(({ id, createdAt, updatedAt }) => id !== 'counter' && createdAt !== updatedAt);
  expect(writtenAgain).toEqual([]);
});
