import { expect, inject } from 'vitest';
import { memoryStore } from '../../../client/store/memory.ts';
import { User } from '../end-to-end/user.ts';
import type { Browser } from './browser.ts';
import { test } from './with-browser.ts';

type App = typeof import('./sync-page.ts');
type WorkerPage = typeof import('./worker-page.ts');

const service = inject('service');
const newUser = (): User => new User(service, memoryStore);

async function openApp(browser: Browser, user: User) {
  const tab = await browser.openTab<App>('sync-page');
  await tab.call('open', service, user.name);
  return tab;
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
const inserts = (requests: readonly string[]): number => requests.filter((line) => line.startsWith('POST')).length;

test('two tabs share what they keep: what one edits or pulls, the other is told of and shows', async ({ browser }) => {
  const anna = newUser();
  const [one, two] = [await openApp(browser, anna), await openApp(browser, anna)];
  await one.call('insert', 'milk');
  await expect.poll(() => two.call('changed')).toEqual(['milk']);
  await two.call('update', 'milk', 'oat milk');
  await expect.poll(() => one.call('changed')).toEqual(['milk', 'milk']);
  expect(await one.call('texts')).toEqual({ milk: 'oat milk' });
  expect(await one.call('push')).toBe(1);
  expect(await two.call('pendingCount')).toBe(0);
  const elsewhere = await anna.openDevice();
  await elsewhere.todos.insert({ id: 'bread', text: 'bread' });
  await elsewhere.context.push();
  await one.call('pull');
  await expect.poll(() => two.call('changed')).toContain('bread');
  expect(await two.call('texts')).toEqual({ milk: 'oat milk', bread: 'bread' });
});

test('two tabs that edit, push and pull at the same time send each edit once', async ({ browser }) => {
  const anna = newUser();
  const tabs = [await openApp(browser, anna), await openApp(browser, anna)];
  const all = await Promise.all(
    tabs.map(async ({ call }, n) => {
      await call('insertMany', `early-${n}`, 5);
      const [pushed] = await Promise.all([call('push'), call('insertMany', `late-${n}`, 5), call('pull')]);
      return pushed + (await call('push'));
    }),
  );
  const asked = await Promise.all(tabs.map(({ call }) => call('requests')));
  expect([sum(all), sum(asked.map(inserts))]).toEqual([20, 20]);
  const server = await anna.onServer();
  expect(server).toHaveLength(20);
  for (const { call } of tabs) {
    expect(await call('pendingCount')).toBe(0);
    expect(Object.keys(await call('texts')).sort()).toEqual(server.map(({ id }) => id).sort());
  }
});

test('an app in a worker does the same, and shares what it keeps with the pages', async ({ browser }) => {
  const anna = newUser();
  const { call: callPage } = await browser.openTab<WorkerPage>('worker-page');
  const inWorker = (...call: Parameters<WorkerPage['ask']>) => callPage('ask', ...call);
  await inWorker('open', service, anna.name);
  const tab = await openApp(browser, anna);
  await inWorker('insert', 'milk');
  await expect.poll(() => tab.call('changed')).toEqual(['milk']);
  await tab.call('insert', 'bread');
  expect(await inWorker('push')).toBe(2);
  expect(await tab.call('pendingCount')).toBe(0);
  expect(await inWorker('pull')).toBe(2);
  expect(await inWorker('texts')).toEqual(await tab.call('texts'));
  expect(await anna.onServer()).toMatchObject([{ id: 'milk' }, { id: 'bread' }]);
});

test('a tab that is killed while its push waits for an answer holds up no other, and what it sent is done once', async ({
  browser,
}) => {
  const anna = newUser();
  const [one, two] = [await openApp(browser, anna), await openApp(browser, anna)];
  const arrived = Promise.withResolvers<void>();
  await one.page.route(`${service}/tables/**`, async (route) => {
    await route.fetch();
    arrived.resolve();
  });
  await one.call('insert', 'milk');
  const cut = one.call('push').catch(() => undefined);
  await arrived.promise;
  await two.call('insert', 'bread');
  const pushing = two.call('push');
  expect(await two.call('sentCount')).toBe(1);
  expect(await two.call('requests')).toEqual([]);
  await one.crash();
  await cut;
  expect(await pushing).toBe(2);
  expect(await two.call('requests')).toHaveLength(2);
  const server = await anna.onServer();
  expect(server).toMatchObject([{ id: 'milk' }, { id: 'bread' }]);
  expect(server.map(({ updatedAt }) => updatedAt)).toEqual(server.map(({ createdAt }) => createdAt));
});

const forbidden = {
  name: 'SyncError',
  code: 'cancelled-by-network',
  message: `Unexpected connection failure. Does the page's Content-Security-Policy have ${service} in connect-src?`,
} as const;

test('a page whose policy lacks the service is told so, keeps its edits, and sends them when the policy has it', async ({
  browser,
}) => {
  const anna = newUser();
  const open = async (connect: string) => {
    const tab = await browser.openTab<App>(`sync-page?connect=${encodeURIComponent(connect)}`);
    await tab.call('open', service, anna.name);
    return tab;
  };
  const lacking = await open("'self' https://yourmobileapp.example");
  await lacking.call('insert', 'milk');
  expect(await lacking.call('failureOf', 'push')).toEqual(forbidden);
  expect(await lacking.call('failureOf', 'pull')).toEqual(forbidden);
  expect(await anna.onServer()).toEqual([]);
  const having = await open(`'self' ${service}`);
  expect(await having.call('push')).toBe(1);
  expect(await anna.onServer()).toMatchObject([{ id: 'milk' }]);
});

test('a worker under such a policy is told the same', async ({ browser }) => {
  const anna = newUser();
  const open = async (connect: string) => {
    const { call } = await browser.openTab<WorkerPage>(`worker-page?connect=${encodeURIComponent(connect)}`);
    await call('ask', 'open', service, anna.name);
    return (...args: Parameters<WorkerPage['ask']>) => call('ask', ...args);
  };
  const lacking = await open("'self'");
  await lacking('insert', 'milk');
  expect(await lacking('failureOf', 'push')).toEqual(forbidden);
  const having = await open(`'self' ${service}`);
  expect(await having('push')).toBe(1);
});

test('in a private window the app works, has no promise that anything stays, and nothing does', async ({ browser }) => {
  const anna = newUser();
  const open = async () => {
    const tab = await browser.openPrivateTab<App>('sync-page');
    await tab.call('open', service, anna.name);
    return tab;
  };
  const first = await open();
  await first.call('insert', 'milk');
  expect(await first.call('push')).toBe(1);
  expect(await first.call('requestPersistence')).toBe('best-effort');
  await first.page.context().close();
  const second = await open();
  expect(await second.call('texts')).toEqual({});
  expect(await second.call('pull')).toBe(1);
});

test('where nothing may be kept each edit says so, and an app in memory works, which knows that it is not durable', async ({
  browser,
  site,
}) => {
  const anna = newUser();
  const { page } = await browser.openTab<App>('sync-page');
  await page.setContent(`<iframe sandbox="allow-scripts" src="${site.origin}/sync-page"></iframe>`);
  await expect.poll(() => page.frames().length).toBe(2);
  const frame = page.frames()[1];
  await frame?.waitForLoadState();
  const call = (name: keyof App, ...args: readonly unknown[]) =>
    frame?.evaluate(`page.${name}(...${JSON.stringify(args)})`);
  await call('open', service, anna.name);
  expect(await call('failureOf', 'isDurable')).toMatchObject({ name: 'StoreError', code: 'unavailable' });
  expect(await call('failureOf', 'insert', 'milk')).toMatchObject({ name: 'StoreError', code: 'unavailable' });
  await call('open', service, anna.name, 'memory');
  expect(await call('isDurable')).toBe(false);
  await call('insert', 'milk');
  expect(await call('push')).toBe(1);
  expect(await anna.onServer()).toMatchObject([{ id: 'milk' }]);
});

test('edits and pulls for which there is no room fail as a whole, and go on when there is', async ({ browser }) => {
  const anna = newUser();
  await anna.fill(200, 50_000);
  const { call, command } = await openApp(browser, anna);
  await command('Storage.overrideQuotaForOrigin', { quotaSize: 1_000_000 });
  await call('insert', 'milk');
  expect(await call('failureOf', 'insert', 'large', 20_000_000)).toMatchObject({ name: 'StoreError', code: 'full' });
  expect(await call('failureOf', 'pull')).toMatchObject({ code: 'cancelled-by-store', cause: 'full' });
  expect(await call('texts')).toEqual({ milk: 'milk......' });
  expect(await call('pendingCount')).toBe(0);
  await command('Storage.overrideQuotaForOrigin', {});
  expect(await call('pull')).toBe(201);
  expect(Object.keys(await call('texts'))).toHaveLength(201);
});
