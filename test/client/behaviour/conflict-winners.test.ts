import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../../client/store/memory.ts';
import type { Versions } from '../../../client/sync/push-error.ts';
import { type App, insert, list, openApp, pulls, queue, read, remove, stored, texts, update } from './app.ts';
import { ScriptedService, sentIn, ways } from './scripted-service.ts';

const theirs = stored('a', 'soy milk', 2);

/** A device that has the record, and an update of it that the service answers so. */
async function updated(app: App, status = 412, answer: unknown = theirs): Promise<void> {
  await pulls(app, stored('a', 'milk', 1, { complete: false }));
  await app.todos.update({ id: 'a', text: 'oat milk' });
  app.service.answers(update('a'), status, answer);
}

describe.each(ways)('who wins a conflict, %s', (way) => {
  sentIn(way);

  test('144: the client wins over the version that the service has now, not by force', async () => {
    const app = openApp({ onConflict: (error) => error.clientWins() });
    await updated(app);
    app.service.answers(update('a'), 200, stored('a', 'oat milk', 3));
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
    const [first, second] = app.service.requests.slice(-2);
    expect([first?.headers.get('If-Match'), second?.headers.get('If-Match')]).toEqual(['"v1"', '"v2"']);
    expect(second?.headers.get('Idempotency-Key')).not.toBe(first?.headers.get('Idempotency-Key'));
    expect(await texts(app)).toEqual({ a: 'oat milk' });
  });

  test.each([
    ['is inserted again where the service has none', 404, { error: 'None.' }, insert, null, { id: 'a' }],
    [
      'is brought back where it was deleted',
      412,
      { ...theirs, deleted: true },
      update('a'),
      '"v2"',
      { deleted: false },
    ],
  ])('144: a record whose update wins %s', async (_, status, answer, line, version, more) => {
    const app = openApp({ onConflict: (error) => error.clientWins() });
    await updated(app, status, answer);
    app.service.answers(line, 200, stored('a', 'oat milk', 3, { complete: false }));
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
    const request = app.service.requests.at(-1);
    expect(request?.headers.get('If-Match')).toBe(version);
    expect(request?.body).toEqual({ text: 'oat milk', complete: false, ...more });
  });

  test('145: where the service wins its record is here, and nothing waits', async () => {
    const app = openApp({ onConflict: (error) => error.serverWins() });
    await updated(app);
    expect(await app.context.push()).toEqual({ completed: 0, errors: [] });
    expect(await app.todos.lookup('a')).toEqual(theirs);
    expect(await queue(app.context)).toEqual([]);
  });

  test('145: what the service has now wins, also when a pull has brought it since', async () => {
    const app = openApp();
    await updated(app);
    const { errors } = await app.context.push();
    await pulls(app, stored('a', 'rice milk', 3));
    expect(await texts(app)).toEqual({ a: 'oat milk' });
    await errors[0]?.serverWins();
    expect(await app.todos.lookup('a')).toEqual(stored('a', 'rice milk', 3));
  });

  test('146: where the service wins over a removal, the record comes back', async () => {
    const app = openApp({ onConflict: (error) => error.serverWins() });
    await pulls(app, stored('a', 'milk'));
    await app.todos.remove('a');
    app.service.answers(remove('a'), 412, theirs);
    expect(await app.context.push()).toEqual({ completed: 0, errors: [] });
    expect(await app.todos.lookup('a')).toEqual(theirs);
  });

  test('147: a merge chooses between the three records, and where the service has none there is nothing to choose', async () => {
    const chosen: Versions[] = [];
    const app = openApp({
      onConflict: (error) =>
        error.merge((versions) => {
          chosen.push(versions);
          return { ...versions.theirs, text: `${versions.theirs?.text} and ${versions.mine?.text}` };
        }),
    });
    await updated(app);
    app.service.answers(update('a'), 200, stored('a', 'soy milk and oat milk', 3));
    await app.context.push();
    expect(app.service.requests.at(-1)?.body).toEqual({ text: 'soy milk and oat milk' });
    expect(chosen).toMatchObject([
      { base: { text: 'milk' }, mine: { text: 'oat milk' }, theirs: { text: 'soy milk' } },
    ]);
    await app.todos.insert({ id: 'b', text: 'bread' });
    app.service.answers(insert, 409).answers(read('b'), 404).answers(insert, 201, stored('b', 'bread'));
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
    expect(chosen).toHaveLength(1);
  });

  test('147: without a choice, members that one side changed are from that side, and what both changed is ours', async () => {
    const app = openApp({ onConflict: (error) => error.merge() });
    await updated(app, 412, { ...theirs, complete: true });
    app.service.answers(update('a'), 200, stored('a', 'oat milk', 3, { complete: true }));
    await app.context.push();
    expect(app.service.requests.at(-1)?.body).toEqual({ text: 'oat milk' });
    expect(await app.todos.lookup('a')).toMatchObject({ text: 'oat milk', complete: true });
  });

  test('149b: an edit that a pull went past shows what the pull brought when it is taken back', async () => {
    const app = openApp();
    await updated(app);
    const { errors } = await app.context.push();
    app.service.answers(list, 200, { items: [stored('a', 'rice milk', 3)] });
    await app.todos.pull(app.todos, 'all', { push: false });
    expect(await texts(app)).toEqual({ a: 'oat milk' });
    await errors[0]?.cancelAndDiscard();
    expect(await app.todos.lookup('a')).toEqual(stored('a', 'rice milk', 3));
  });

  test.each([
    ['the record that the pull brought', stored('a', 'rice milk', 3), { a: 'rice milk' }],
    ['none, where the pull brought its deletion', stored('a', 'milk', 3, { deleted: true }), {}],
  ])('149b: a cancelled edit that was never sent leaves %s', async (_, row, expected) => {
    const app = openApp();
    await pulls(app, stored('a', 'milk'));
    await app.todos.update({ id: 'a', text: 'oat milk' });
    await pulls(app, row);
    expect(await texts(app)).toEqual({ a: 'oat milk' });
    const [operation] = await app.context.pendingOperations();
    if (operation !== undefined) await app.context.cancel(operation);
    expect(await texts(app)).toEqual(expected);
    expect(await queue(app.context)).toEqual([]);
  });

  test('137: an edit of a record that the service has no more stays here whole until it is decided about', async () => {
    const app = openApp();
    await updated(app, 404, { error: 'None.' });
    expect((await app.context.push()).errors).toMatchObject([{ isConflict: true, status: 404, serverRecord: null }]);
    expect(await app.todos.lookup('a')).toMatchObject({ text: 'oat milk', complete: false });
  });

  test.each([undefined, null, 'a', []])('148, 150: %j is no record to go on with', async (given) => {
    const app = openApp();
    await updated(app);
    const [error] = (await app.context.push()).errors;
    for (const action of [error?.cancelAndUpdate, error?.update]) {
      const acted: unknown = Reflect.apply(action ?? String, error, [given]);
      await expect(acted).rejects.toMatchObject({ code: 'invalid-record' });
    }
    expect(await queue(app.context)).toEqual(['update a failed']);
    expect(await texts(app)).toEqual({ a: 'oat milk' });
  });

  test('151: an error is the same after a restart, and can be resolved then', async () => {
    const store = memoryStore();
    const service = new ScriptedService();
    const before = openApp({ store, service });
    await updated(before, 412, { ...theirs, code: 'conflict', detail: 'Another device was faster.' });
    const [error] = (await before.context.push()).errors;
    await before.client.close();
    const after = openApp({ store, service });
    const [again] = await after.context.errors();
    for (const name of ['table', 'id', 'action', 'isConflict', 'status', 'code', 'message', 'versions'] as const)
      expect(again?.[name]).toEqual(error?.[name]);
    expect(again).toMatchObject({ code: 'conflict', message: 'Another device was faster.', status: 412 });
    await again?.serverWins();
    expect(await texts(after)).toEqual({ a: 'soy milk' });
    expect(await after.context.errors()).toEqual([]);
  });
});
