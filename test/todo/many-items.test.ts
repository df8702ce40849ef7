import type { Page } from 'playwright';
import { expect } from 'vitest';
import { test } from './with-app.ts';

const count = 10_000;

/** So many items, as another device would have sent them. */
async function fill(url: string, prefix: string): Promise<void> {
  for (let from = 0; from < count; from += 1000) {
    const requests = Array.from({ length: 1000 }, (_, at) => ({
      id: String(at),
      method: 'POST',
      url: '/tables/todoitem',
      body: { text: `${prefix} ${from + at}` },
    }));
    const body = JSON.stringify({ requests });
    const answer = await fetch(`${url}/$batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(200);
  }
}

/** How long the page takes, in milliseconds from the start of its loading, until there is an item to use. */
const startMs = async (page: Page): Promise<number> => {
  await page.reload();
  return page.evaluate(`new Promise((resolve) => {
    const look = () => document.querySelector('.item') ? resolve(performance.now()) : requestAnimationFrame(look);
    look();
  })`);
};

/**
 * How long each of so many letters and ticks takes from the key to the next picture, in milliseconds, in order of size.
 */
async function reactionsMs(page: Page, times: number): Promise<readonly number[]> {
  await page.evaluate(`globalThis.reactions = [];
    globalThis.measure ??= addEventListener('keydown', ({ timeStamp }) =>
      requestAnimationFrame(() => setTimeout(() => reactions.push(performance.now() - timeStamp))), true) ?? true`);
  const input = page.getByLabel('What is to be done?');
  const tick = page.locator('.tick').first();
  for (let n = 0; n < times; n += 1) {
    await (n % 2 === 0 ? input : tick).focus();
    await page.keyboard.press(n % 2 === 0 ? 'a' : 'Space');
    await page.waitForTimeout(30);
  }
  const measured: number[] = await page.evaluate('reactions');
  return measured.sort((a, b) => a - b);
}

const middleOf = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;

test(`with ${count.toLocaleString()} items the app starts as fast, and is as fast while it fetches as many more`, async ({
  service,
  openDevice,
}) => {
  const { page, ...app } = await openDevice();
  await app.add('The only one');
  await app.see('The only one', 'Sent');
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  const emptyMs = await startMs(page);
  const idleMs = await reactionsMs(page, 40);

  await app.workOffline(true);
  await fill(service.url, 'Item');
  const busyMs: number[] = [];
  const begun = app.progress.waitFor();
  await app.workOffline(false);
  await begun;
  while (await app.progress.isVisible()) busyMs.push(...(await reactionsMs(page, 10)));
  await page.getByText('All 10,001').waitFor();
  await page.getByText('Everything is sent').waitFor();
  const fullMs = await startMs(page);
  busyMs.sort((a, b) => a - b);

  const measured = `start: ${emptyMs} ms with one item, ${fullMs} ms with ${count}
reaction: ${middleOf(idleMs)} ms (at most ${idleMs.at(-1)}), ${middleOf(busyMs)} ms (at most ${busyMs.at(-1)}) of ${busyMs.length} during a pull`;
  process.stdout.write(`${measured}\n`);
  expect(await page.locator('.item').count(), 'rows in the page').toBeLessThanOrEqual(300);
  expect(fullMs, measured).toBeLessThan(Math.max(1000, 15 * emptyMs));
  expect(busyMs.length, measured).toBeGreaterThanOrEqual(10);
  expect(middleOf(busyMs), measured).toBeLessThan(Math.max(100, 4 * middleOf(idleMs)));
});
