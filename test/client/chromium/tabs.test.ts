import { expect } from 'vitest';
import { test } from './with-browser.ts';

type StorePage = typeof import('./store-page.ts');

test('two tabs that edit the same records at the same time lose no edit of either', async ({ browser }) => {
  const tabs = [await browser.openTab<StorePage>('store-page'), await browser.openTab<StorePage>('store-page')];
  for (const { call } of tabs) await call('open');
  const numbers = await Promise.all(tabs.map(({ call }) => call('editMany', 100)));

  const all = Array.from({ length: 200 }, (_, i) => i + 1);
  expect(numbers.flat().sort((a, b) => a - b)).toEqual(all);
  // They took turns, as only then it is a test.
  expect(numbers[0]?.at(-1)).toBeGreaterThan(numbers[1]?.[0] ?? 0);
  expect(numbers[1]?.at(-1)).toBeGreaterThan(numbers[0]?.[0] ?? 0);
  for (const { call } of tabs) {
    expect(await call('readAll')).toEqual({ operations: all, pending: all, nextOperation: 201 });
  }
});

test('a tab that deletes the store takes it from the other, which is told so', async ({ browser }) => {
  const [one, other] = [await browser.openTab<StorePage>('store-page'), await browser.openTab<StorePage>('store-page')];
  for (const { call } of [one, other]) await call('open');
  await one.call('edit', 'a');
  await one.call('close');
  expect(await one.call('codeOf', 'remove')).toBeUndefined();
  expect(await other.call('codeOf', 'edit')).toBe('unavailable');
  expect(await other.call('open')).toBe(false);
  expect(await other.call('readAll')).toEqual({ operations: [], pending: [], nextOperation: 1 });
});
