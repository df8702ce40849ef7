import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../../client/store/memory.ts';
import { type App, list, openApp, queue, texts } from './app.ts';
import { digest, digests, drifted, range, row, shows, tells, told } from './drifted.ts';
import { ScriptedService, sentIn } from './scripted-service.ts';
import { refuses } from './tracked.ts';

sentIn('in one request');

describe('a look at whether the device has what the service has', () => {
  test('finds nothing where counts and digests are the same, and asks for no record', async () => {
    const app = await drifted([row('a', 'milk', 1), row('b', 'bread', 2)], {});
    tells(app, 1);
    digest(app, 1, range(1, 1, 'a'), range(1, 2));
    expect(await app.verify()).toEqual({ records: 2, isComplete: true, differences: [] });
    expect(app.service.lines).toEqual([list, list, digests]);
    expect(app.service.sent).toBe(2);
    expect(app.mended()).toEqual([]);
  });

  test.each([
    ['missing', { a: undefined }],
    ['outdated', { a: row('a', 'old', 7) }],
  ] as const)('has a record again that is %s', async (kind, copies) => {
    const app = await drifted([row('a', 'milk', 1), row('b', 'bread', 2)], copies);
    tells(app, 1);
    digest(app, 1, range(2, 3));
    tells(app, 1);
    shows(app, 1, [row('a', 'milk', 1), row('b', 'bread', 2)]);
    expect(await app.verify()).toEqual({ records: 2, isComplete: true, differences: [{ id: 'a', kind }] });
    expect(await texts(app)).toEqual({ a: 'milk', b: 'bread' });
    expect(app.mended()).toEqual([
      { type: 'drift-mended', table: 'todoitem', queryId: 'all', differences: [{ id: 'a', kind }] },
    ]);
  });

  test('drops a record that the service does not have, and tells so', async () => {
    const app = await drifted([row('a', 'milk', 1)], { z: row('z', 'gone', 3) });
    tells(app, 1);
    digest(app, 1, range(1, 1));
    tells(app, 1);
    shows(app, 1, [row('a', 'milk', 1)]);
    expect(await app.verify()).toMatchObject({ differences: [{ id: 'z', kind: 'surplus' }] });
    expect(await texts(app)).toEqual({ a: 'milk' });
    expect(app.events.filter(({ type }) => type === 'changed').at(-1)).toMatchObject({ records: [{ id: 'z' }] });
  });

  test('reads the range alone that differs, in pages where it is large', async () => {
    const items = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, at) => row(id, id, at + 1));
    const app = await drifted(items, { c: undefined, d: row('d', 'old', 9) });
    tells(app, 1);
    digest(app, 1, range(2, 3, 'b'), range(3, 12, 'e'), range(1, 6));
    tells(app, 1);
    shows(app, 1, [row('c', 'c', 3)], '$skiptoken=x');
    tells(app, 1);
    shows(app, 1, [row('d', 'd', 4), row('e', 'e', 5)]);
    const differences = [
      { id: 'c', kind: 'missing' },
      { id: 'd', kind: 'outdated' },
    ];
    expect(await app.verify()).toEqual({ records: 6, isComplete: true, differences });
    const filters = app.service.requests.flatMap(({ options: { $filter } }) =>
      $filter === undefined ? [] : [$filter],
    );
    expect(filters).toEqual(["id gt 'b' and id le 'e'", "id gt 'c' and id le 'e'"]);
  });

  test('goes on behind the link of an answer, and keeps to the filter of the query', async () => {
    const app = openApp();
    const asked = app.todos.where({ complete: false });
    tells(app, 1, { ...row('a', 'a', 1), complete: false }, { ...row('b', 'b', 2), complete: false });
    await app.todos.pull(asked, 'open');
    tells(app, 1);
    app.service.answers(
      digests,
      200,
      { ranges: [range(1, 1, 'a')], nextLink: 'https://other/x?$skiptoken=y' },
      told(1),
    );
    tells(app, 1);
    digest(app, 1, range(1, 2));
    expect(await app.todos.verify(asked, 'open')).toEqual({ records: 2, isComplete: true, differences: [] });
    const options = app.service.requests.filter(({ line }) => line === digests).map((each) => each.options);
    expect(options).toEqual([{ $filter: 'complete eq false' }, { $skiptoken: 'y' }]);
  });

  test('leaves what waits as it is, and what it was made on', async () => {
    const app = await drifted([row('a', 'milk', 1), row('b', 'bread', 2)], { a: row('a', 'old', 7), b: undefined });
    await app.todos.update({ id: 'a', text: 'oat milk' });
    tells(app, 1);
    digest(app, 1, range(2, 3));
    tells(app, 1);
    shows(app, 1, [row('a', 'milk', 1), row('b', 'bread', 2)]);
    expect(await app.verify()).toMatchObject({ isComplete: true, differences: [{ id: 'b', kind: 'missing' }] });
    expect(await queue(app.context)).toEqual(['update a queued']);
    expect(await texts(app)).toEqual({ a: 'oat milk', b: 'bread' });
  });

  test('brings what has changed first, and compares in the state in which it came', async () => {
    const app = await drifted([row('a', 'milk', 1)], {});
    tells(app, 2, row('a', 'oat milk', 2));
    // Somebody has written between the list and the digest.
    digest(app, 3, range(1, 3));
    tells(app, 3, row('a', 'rye milk', 3));
    digest(app, 3, range(1, 3));
    expect(await app.verify()).toEqual({ records: 1, isComplete: true, differences: [] });
    expect(await texts(app)).toEqual({ a: 'rye milk' });
  });

  test('is not complete where others write all the while', async () => {
    const app = await drifted([row('a', 'milk', 1)], {});
    for (const n of [2, 4, 6]) {
      tells(app, n);
      digest(app, n + 1, range(1, 9));
    }
    expect(await app.verify()).toEqual({ records: 0, isComplete: false, differences: [] });
    expect(await texts(app)).toEqual({ a: 'milk' });
  });

  test('takes nothing over when another tab has been told of a later write meanwhile', async () => {
    const kind = memoryStore();
    const service = new ScriptedService();
    const [app, other] = [0, 1].map(() => openApp({ store: kind, storeName: 'app', service }));
    if (app === undefined || other === undefined) throw new Error('There are two tabs.');
    tells(app, 1, row('a', 'milk', 1));
    await app.todos.pull(app.todos, 'all');
    tells(app, 1);
    digest(app, 1, range(2, 9));
    tells(app, 1);
    // Between this answer and its transaction the other tab inserts and pushes.
    service.answers(
      list,
      200,
      { items: [row('a', 'milk', 1)] },
      { ...told(1), during: () => other.todos.insert({ id: 'b', text: 'b' }) },
    );
    service.answers('POST /tables/todoitem', 201, row('b', 'b', 2), told(2));
    const verified = app.todos.verify(app.todos, 'all');
    await other.context.push();
    await verified;
    expect(await texts(app)).toMatchObject({ a: 'milk', b: 'b' });
  });

  test('leaves a copy alone that was written behind what the service has told of', async () => {
    const late = { ...row('a', 'ours', 7), updatedAt: '2026-02-01T00:00:00.000Z' };
    const app = await drifted([row('a', 'milk', 1)], { a: late });
    tells(app, 1);
    digest(app, 1, range(1, 1));
    tells(app, 1);
    shows(app, 1, [row('a', 'milk', 1)]);
    expect(await app.verify()).toEqual({ records: 0, isComplete: false, differences: [] });
    expect(await texts(app)).toEqual({ a: 'ours' });
  });

  test('reads everything anew when the service calls the list back', async () => {
    const app = await drifted([row('a', 'milk', 1)], { z: row('z', 'gone', 3) });
    refuses(app, 'expired');
    digest(app, 2, range(1, 2));
    tells(app, 2, row('a', 'oat milk', 2));
    expect(await app.verify()).toEqual({ records: 1, isComplete: true, differences: [] });
    expect(await texts(app)).toEqual({ a: 'oat milk' });
  });

  test.each([
    ['has no digests', (app: App) => app.service.answers(digests, 404, { code: 'unknown_route' })],
    ['reads the table by code', (app: App) => app.service.answers(digests, 405, { code: 'method_not_allowed' })],
    ['says something else', (app: App) => app.service.answers(digests, 200, { ranges: [{ count: '1' }] }, told(1))],
  ])('is not complete where the service %s', async (_, answers) => {
    const app = await drifted([row('a', 'milk', 1)], { z: row('z', 'gone', 3) });
    tells(app, 1);
    answers(app);
    expect(await app.verify()).toEqual({ records: 0, isComplete: false, differences: [] });
    expect(await texts(app)).toEqual({ a: 'milk', z: 'gone' });
  });

  test.each(['3.0', '2.0'] as const)('is not complete where there is no $batch, in dialect %s', async (protocol) => {
    const app = openApp({ protocol, service: new ScriptedService('a request each') });
    expect(await app.todos.verify(app.todos, 'all')).toEqual({ records: 0, isComplete: false, differences: [] });
    expect(app.service.lines).toEqual([]);
  });

  test('is not made where the device does not keep what the filter looks at', async () => {
    const app = openApp({ tables: { todoitem: { columns: { text: 'string' } } } });
    const verified = await app.todos.verify(app.todos.where({ complete: false }), 'open');
    expect(verified).toEqual({ records: 0, isComplete: false, differences: [] });
  });

  test('needs a service', async () => {
    const app = await drifted([row('a', 'milk', 1)], {});
    app.service.isAway('POST /$batch');
    await expect(app.verify()).rejects.toMatchObject({ code: 'cancelled-by-network' });
  });
});
