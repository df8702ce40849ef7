import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type AutoSyncOptions, startAutoSync } from '../../../client/auto-sync.ts';
import { type App, insert, list, openApp, stored } from './app.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function start(app: App, options: Partial<AutoSyncOptions> = {}) {
  const pulls = [{ query: app.todos, queryId: 'all' }];
  const sync = startAutoSync({ syncContext: app.context, pulls, random: () => 0.5, ...options });
  onTestFinished(() => sync.stop());
  return sync;
}

/** Lets so much time go by, and everything happen that is due in it. */
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const pulled = ({ service }: App): number => service.lines.filter((line) => line === list).length;
const empty = { items: [] };

describe('an app that syncs by itself', () => {
  test('pulls at once, then every minute, or as often as it says', async () => {
    const app = openApp();
    for (let n = 0; n < 3; n += 1) app.service.answers(list, 200, empty);
    const sync = start(app);
    await pass(0);
    expect(pulled(app)).toBe(1);
    await pass(59_999);
    expect(pulled(app)).toBe(1);
    await pass(1);
    expect(pulled(app)).toBe(2);
    sync.stop();
    start(app, { intervalMs: 0 });
    await pass(600_000);
    expect(pulled(app)).toBe(3);
  });

  test('pushes several edits together, a second after the last', async () => {
    const app = openApp();
    app.service.answers(list, 200, empty).answers(list, 200, empty);
    start(app);
    await pass(0);
    app.service.answers(insert, 201, stored('a', 'milk')).answers(insert, 201, stored('b', 'tea'));
    await app.todos.insert({ id: 'a', text: 'milk' });
    await app.todos.insert({ id: 'b', text: 'tea' });
    await pass(900);
    expect(app.service.lines).toEqual([list]);
    await pass(200);
    expect(app.service.lines).toEqual([list, insert, insert, list]);
  });

  test('waits longer after each failure, tells of it, and as long as the service asks', async () => {
    const app = openApp();
    const errors: unknown[] = [];
    app.service
      .isAway(list)
      .isAway(list)
      .answers(list, 503, undefined, { headers: { 'Retry-After': '30' } });
    start(app, { onError: (error) => errors.push(error) });
    await pass(0);
    expect([pulled(app), errors.length]).toEqual([1, 1]);
    await pass(1000);
    expect([pulled(app), errors.length]).toEqual([2, 2]);
    await pass(1999);
    expect(pulled(app)).toBe(2);
    await pass(1);
    expect([pulled(app), errors]).toMatchObject([3, [{}, {}, { code: 'cancelled-by-server', retryAfterMs: 30_000 }]]);
    await pass(30_499);
    expect(pulled(app)).toBe(3);
    app.service.answers(list, 200, empty);
    await pass(1);
    expect(pulled(app)).toBe(4);
  });

  test('syncs once more after what was edited while a sync was running', async () => {
    const app = openApp();
    app.service.answers(list, 200, empty, { during: () => app.todos.insert({ id: 'a', text: 'milk' }) });
    start(app, { intervalMs: 0 });
    await pass(0);
    expect(app.service.lines).toEqual([list]);
    app.service.answers(insert, 201, stored('a', 'milk')).answers(list, 200, empty);
    await pass(1000);
    expect(app.service.lines).toEqual([list, insert, list]);
  });

  test('does nothing any more once it is stopped, and tells of no error of a sync that it cut off', async () => {
    const app = openApp();
    const errors: unknown[] = [];
    app.service.hangs(list);
    const sync = start(app, { onError: (error) => errors.push(error) });
    await pass(0);
    sync.stop();
    sync.now();
    await app.todos.insert({ id: 'a', text: 'milk' });
    await pass(600_000);
    expect([app.service.lines, errors]).toEqual([[list], []]);
  });
});
