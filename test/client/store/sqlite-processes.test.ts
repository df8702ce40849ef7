import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LocalStore } from '../../../client/store/local-store.ts';
import { nodeSqlite } from '../../../client/store/sqlite/node.ts';
import { sqliteStore } from '../../../client/store/sqlite.ts';
import { operation } from './contract/queue-values.ts';
import { whileOpen } from './while-open.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/stores-`);
});
afterEach(() => rmSync(folder, { recursive: true }));

const writer = (...task: string[]): ChildProcess =>
  spawn(process.execPath, [`${import.meta.dirname}/sqlite-writer.ts`, folder, ...task], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

const withStore = <Result>(use: (store: LocalStore) => Promise<Result>): Promise<Result> =>
  whileOpen(sqliteStore(nodeSqlite(folder)), 'shared', use);

/**
 * Lets the writer make edits, and kills it in the middle of one.
 * @returns the number of the last that it said is kept
 */
async function killedWriter(edits: number): Promise<number> {
  const child = writer('edit');
  let printed = '';
  child.stdout?.on('data', (data) => {
    printed += data;
    if (printed.split('\n').length > edits) setTimeout(() => child.kill('SIGKILL'), Math.random() * 5);
  });
  await once(child, 'close');
  expect(child.signalCode).toBe('SIGKILL');
  // The last number may have been printed in part.
  return Number(printed.slice(0, printed.lastIndexOf('\n')).split('\n').at(-1));
}

test('a program that is killed has written each edit as a whole or not at all, and all that it said it has', {
  timeout: 60_000,
}, async () => {
  let before = 0;
  for (let kills = 1; kills <= 10; kills += 1) {
    const kept = await killedWriter(kills * 5);
    await withStore((store) =>
      store.transact('read', async ({ records, operations, config }) => {
        const [next] = await config.get(['nextOperation']);
        const last = Number(next) - 1;
        expect(last).toBeGreaterThanOrEqual(kept);
        expect(last).toBeLessThanOrEqual(kept + 1);
        expect(kept).toBeGreaterThan(before);
        before = last;
        const numbers = Array.from({ length: last }, (_, i) => i + 1);
        expect(await operations.list()).toEqual(numbers.map((number) => [number, operation(number)]));
        const newest = numbers.filter((number) => number % 2 === 1 || number === last);
        const pending = (await records('todo').list()).map(([, entry]) => entry.pending?.[0] ?? 0);
        expect(pending.sort((a, b) => a - b)).toEqual(newest);
      }),
    );
  }
});

test('programs that use one file wait for each other, and none writes over what another has written', async () => {
  const children = [writer('count', '100'), writer('count', '100')];
  const ended = children.map((child) => once(child, 'close'));
  await withStore(async (store) => {
    for (let i = 0; i < 100; i += 1) {
      await store.transact('edit', async ({ config }) => {
        const [count] = await config.get(['count']);
        await config.put([['count', Number(count ?? 0) + 1]]);
      });
    }
    expect(await Promise.all(ended)).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(await store.transact('read', ({ config }) => config.get(['count']))).toEqual([300]);
  });
});
