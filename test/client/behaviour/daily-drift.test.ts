import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../../client/store/memory.ts';
import { list, openApp, texts } from './app.ts';
import { digest, range, row, tells } from './drifted.ts';
import { ScriptedService, sentIn } from './scripted-service.ts';

sentIn('in one request');

describe('a pull', () => {
  const nothing = [range(0, 0)];
  const daily = () => {
    const clock = { now: Date.UTC(2026, 0, 1) };
    const service = new ScriptedService();
    const environment = { fetch: service.fetch, openChannel: undefined, now: () => clock.now };
    return { clock, service, environment };
  };
  const hour = 60 * 60 * 1000;

  test('is followed by such a look once a day', async () => {
    const { clock, ...options } = daily();
    const app = openApp(options);
    const pullAt = async (hours: number, looks: boolean): Promise<void> => {
      clock.now = Date.UTC(2026, 0, 1) + hours * hour;
      tells(app, 1);
      if (looks) tells(app, 1);
      if (looks) digest(app, 1, ...nothing);
      await app.todos.pull(app.todos, 'all');
    };
    await pullAt(0, false);
    await pullAt(23, false);
    await pullAt(24, true);
    await pullAt(25, false);
    await pullAt(49, true);
  });

  test('knows after a restart, and in another tab, when the last one was', async () => {
    const { clock, service, environment } = daily();
    const store = memoryStore();
    const open = () => openApp({ store, service, environment, verifyEveryMs: hour });
    const first = open();
    tells(first, 1);
    await first.todos.pull(first.todos, 'all');
    clock.now += hour;
    const second = open();
    tells(second, 1);
    tells(second, 1);
    digest(second, 1, ...nothing);
    await second.todos.pull(second.todos, 'all');
    for (const app of [first, second]) {
      tells(app, 1);
      await app.todos.pull(app.todos, 'all');
    }
  });

  test.each([
    ['without a query id', 0, null],
    ['where the app says never', Number.POSITIVE_INFINITY, 'all'],
  ] as const)('is not followed by one %s', async (_, verifyEveryMs, queryId) => {
    const app = openApp({ verifyEveryMs });
    for (const n of [1, 2]) {
      tells(app, n);
      await app.todos.pull(app.todos, queryId);
    }
  });

  test('is not followed by one where the service does not follow changes', async () => {
    const app = openApp({ verifyEveryMs: 0, service: new ScriptedService('a request each') });
    for (let pulls = 0; pulls < 3; pulls += 1) {
      app.service.answers(list, 200, { items: [] });
      await app.todos.pull(app.todos, 'all');
    }
  });

  test('has pulled although the look fails', async () => {
    const { clock, ...options } = daily();
    const app = openApp(options);
    tells(app, 1, row('a', 'milk', 1));
    await app.todos.pull(app.todos, 'all');
    clock.now += 24 * hour;
    tells(app, 1, row('b', 'bread', 2));
    app.service.isAway('POST /$batch');
    expect(await app.todos.pull(app.todos, 'all')).toMatchObject({ received: 1 });
    expect(await texts(app)).toEqual({ a: 'milk', b: 'bread' });
  });
});
