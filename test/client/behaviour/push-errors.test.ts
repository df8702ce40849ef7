import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../../client/store/memory.ts';
import { storeName } from '../../../client/store-name.ts';
import type { PushError } from '../../../client/sync/push-error.ts';
import { type App, insert, keys, openApp, pulls, queue, read, remove, stored, texts, update } from './app.ts';
import { ScriptedService, sentIn, ways } from './scripted-service.ts';

/** Has something to push of the record `a`. @returns the line of the request */
async function edited(app: App, action: 'insert' | 'update' | 'remove'): Promise<string> {
  if (action !== 'insert') await pulls(app, stored('a', 'milk'));
  if (action === 'remove') await app.todos.remove('a');
  else await app.todos[action]({ id: 'a', text: 'oat milk' });
  return { insert, update: update('a'), remove: remove('a') }[action];
}

describe.each(ways)('an operation that is refused, %s', (way) => {
  sentIn(way);

  test.each([409, 412])('104, 105: %i stays in the queue and is reported, and the push goes on', async (status) => {
    const app = openApp();
    await pulls(app, stored('a', 'milk'));
    await app.todos.update({ id: 'a', text: 'oat milk' });
    await app.todos.insert({ id: 'b', text: 'bread' });
    app.service.answers(update('a'), status, stored('a', 'soy milk', 2)).answers(insert, 201, stored('b', 'bread'));
    const { completed, errors } = await app.context.push();
    expect(completed).toBe(1);
    expect(errors).toMatchObject([{ table: 'todoitem', id: 'a', action: 'update', status, isConflict: true }]);
    expect(await queue(app.context)).toEqual(['update a failed']);
    expect(await texts(app)).toEqual({ a: 'oat milk', b: 'bread' });
  });

  test.each([409, 412])(
    '106: %i that is handled is sent again, or dropped, and nothing is reported',
    async (status) => {
      const app = openApp({
        onConflict: (error) => (error.id === 'a' ? error.clientWins() : error.serverWins()),
      });
      await pulls(app, stored('a', 'milk'), stored('b', 'bread'));
      await app.todos.update({ id: 'a', text: 'oat milk' });
      await app.todos.update({ id: 'b', text: 'rye bread' });
      app.service
        .answers(update('a'), status, stored('a', 'soy milk', 2))
        .answers(update('a'), 200, stored('a', 'oat milk', 3));
      app.service.answers(update('b'), status, stored('b', 'white bread', 2));
      expect(await app.context.push()).toMatchObject({ errors: [] });
      expect(await queue(app.context)).toEqual([]);
      expect(await texts(app)).toEqual({ a: 'oat milk', b: 'white bread' });
    },
  );

  test.each([
    ['107: of three operations with one handled conflict all three go through', true],
    ['108: of three operations with one conflict that is not handled two go through, and one is reported', false],
  ] as const)('%s', async (_, handled) => {
    const app = openApp(handled ? { onConflict: (error) => error.clientWins() } : {});
    for (const id of ['a', 'b', 'c']) await app.todos.insert({ id, text: id });
    app.service.answers(insert, 201, stored('a', 'a')).answers(insert, 409, stored('b', 'another'));
    app.service.answers(insert, 201, stored('c', 'c'));
    if (handled) app.service.answers(update('b'), 200, stored('b', 'b', 2));
    const { completed, errors } = await app.context.push();
    expect(completed).toBe(handled ? 3 : 2);
    expect(errors.map(({ id }) => id)).toEqual(handled ? [] : ['b']);
    expect(await texts(app)).toEqual({ a: 'a', b: 'b', c: 'c' });
  });

  test('109: a conflict that was resolved and is then said not to be handled is reported, and stays resolved', async () => {
    const app = openApp({
      onConflict: async (error) => {
        await error.cancelAndDiscard();
        error.handled = false;
      },
    });
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.answers(insert, 409).answers(read('a'), 404);
    expect(await app.context.push()).toMatchObject({ completed: 0, errors: [{ id: 'a', isConflict: true }] });
    expect(await queue(app.context)).toEqual([]);
    expect(await texts(app)).toEqual({});
    expect(await app.context.push()).toEqual({ completed: 0, errors: [] });
  });

  test('110: a handler that fails has not handled the conflict, even if an action of it succeeded', async () => {
    const app = openApp({
      onConflict: async (error) => {
        if (error.id === 'a') await error.cancelAndDiscard();
        throw new Error('The handler is broken.');
      },
    });
    await app.todos.insert({ id: 'a', text: 'milk' });
    await app.todos.insert({ id: 'b', text: 'bread' });
    app.service.answers(insert, 409, stored('a', 'another')).answers(insert, 409, stored('b', 'another'));
    expect(await app.context.push()).toMatchObject({ errors: [{ id: 'a' }, { id: 'b' }] });
    expect(await queue(app.context)).toEqual(['insert b failed']);
  });

  test('110b: an action whose promise the handler does not give back is waited for', async () => {
    const app = openApp({
      onConflict: (error) => {
        void error.cancelAndDiscard();
      },
    });
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.answers(insert, 409, stored('a', 'another'));
    expect(await app.context.push()).toEqual({ completed: 0, errors: [] });
    expect(await queue(app.context)).toEqual([]);
    expect(await texts(app)).toEqual({ a: 'another' });
  });

  test.each([409, 400])(
    '112: a handler that always says of %i that it has handled it is asked five times, for six requests',
    async (status) => {
      let asked = 0;
      const onError = (error: PushError): void => {
        asked += 1;
        error.handled = true;
      };
      const app = openApp({ onConflict: onError, onError });
      await app.todos.insert({ id: 'a', text: 'milk' });
      for (let n = 0; n < 6; n += 1) app.service.answers(insert, status, stored('a', 'another'));
      expect(await app.context.push()).toMatchObject({ completed: 0, errors: [{ id: 'a', status }] });
      expect(asked).toBe(5);
      expect(app.service.lines).toHaveLength(6);
      expect(await queue(app.context)).toEqual(['insert a failed']);
    },
  );

  test('113, 142: a handled operation goes through after as many requests as it takes', async () => {
    const app = openApp({ onConflict: (error) => error.clientWins() });
    await pulls(app, stored('a', 'milk'));
    await app.todos.update({ id: 'a', text: 'oat milk' });
    for (let n = 2; n < 6; n += 1) app.service.answers(update('a'), 412, stored('a', 'soy milk', n));
    app.service.answers(update('a'), 200, stored('a', 'oat milk', 6));
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
  });

  test.each([400, 403, 404, 413, 422])(
    '115, 117: %i parks its operation with its status, and the others go through',
    async (status) => {
      const app = openApp();
      await app.todos.insert({ id: 'a', text: 'milk' });
      await app.todos.insert({ id: 'b', text: 'bread' });
      app.service.answers(insert, status, { error: 'Not so.' }).answers(insert, 201, stored('b', 'bread'));
      expect(await app.context.push()).toMatchObject({
        completed: 1,
        errors: [{ id: 'a', status, message: 'Not so.', isConflict: false }],
      });
      expect(await queue(app.context)).toEqual(['insert a failed']);
      expect(await app.context.push()).toMatchObject({ completed: 0, errors: [{ id: 'a', status }] });
      expect(app.service.lines).toHaveLength(2);
    },
  );

  test('115: a parked operation is sent again when it is retried, and when it was edited', async () => {
    const app = openApp();
    for (const id of ['a', 'b']) {
      await app.todos.insert({ id, text: id });
      app.service.answers(insert, 400);
    }
    const { errors } = await app.context.push();
    await errors[0]?.retry();
    await app.todos.update({ id: 'b', text: 'bread' });
    app.service.answers(insert, 201, stored('a', 'a')).answers(insert, 201, stored('b', 'bread'));
    expect(await app.context.push()).toEqual({ completed: 2, errors: [] });
    expect(new Set(keys(app)).size).toBe(4);
  });

  test('115: what follows a parked operation on its record waits with it', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.answers(
      insert,
      400,
      { error: 'No.' },
      { during: () => app.todos.update({ id: 'a', text: 'oat milk' }) },
    );
    await app.context.push();
    expect(await queue(app.context)).toEqual(['insert a failed', 'update a queued']);
    expect(await app.context.push()).toMatchObject({ completed: 0 });
    expect(app.service.lines).toHaveLength(1);
    const [error] = await app.context.errors();
    await error?.retry();
    app.service.answers(insert, 201, stored('a', 'milk')).answers(update('a'), 200, stored('a', 'oat milk', 2));
    expect(await app.context.push()).toEqual({ completed: 2, errors: [] });
  });

  test('115: an operation on which the service fails again and again is parked in the end, and what became of it is not taken for known', async () => {
    const app = openApp({ service: new ScriptedService('a request each') });
    await app.todos.insert({ id: 'a', text: 'milk' });
    await app.todos.insert({ id: 'b', text: 'bread' });
    for (let n = 0; n < 7; n += 1) {
      app.service.answers(insert, 500);
      await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-server', status: 500 });
    }
    app.service.answers(insert, 500).answers(insert, 201, stored('b', 'bread'));
    expect(await app.context.push()).toMatchObject({ completed: 1, errors: [{ id: 'a', status: 500 }] });
    await app.todos.remove('a');
    app.service.answers(remove('a'), 404);
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
  });

  test('116: an operation whose record is not in the store goes up with what it has, once', async () => {
    const store = memoryStore();
    const app = openApp({ store });
    await app.todos.insert({ id: 'a', text: 'milk' });
    await app.todos.insert({ id: 'b', text: 'bread' });
    const database = await store.open(storeName('tidemark https://todo.example', ''));
    await database.transact('edit', ({ records }) => records('todoitem').delete(['a']));
    await database.close();
    app.service.answers(insert, 201, stored('a', 'milk')).answers(insert, 201, stored('b', 'bread'));
    expect(await app.context.push()).toEqual({ completed: 2, errors: [] });
    expect(app.service.requests[0]?.body).toEqual({ id: 'a', text: 'milk' });
    expect(await queue(app.context)).toEqual([]);
  });

  test('118: with no handler a conflict is one error, and its operation stays with its status', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.answers(insert, 409, stored('a', 'another'));
    expect((await app.context.push()).errors).toHaveLength(1);
    expect(await app.context.errors()).toMatchObject([{ id: 'a', status: 409 }]);
    expect(await queue(app.context)).toEqual(['insert a failed']);
  });

  test.each([0, -1, 1.5, 9, Number.NaN])('119: a push with %d requests at a time is no push', async (parallel) => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    await expect(app.context.push({ parallel })).rejects.toMatchObject({ code: 'invalid-option' });
    expect(await queue(app.context)).toEqual(['insert a queued']);
  });

  test('120: an insert whose first answer was lost is done when the service has what was sent', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.isAway(insert).answers(insert, 409, stored('a', 'milk', 1, { complete: false }));
    await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-network' });
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
    expect(await app.todos.lookup('a')).toEqual(stored('a', 'milk', 1, { complete: false }));
  });

  test('120: so is an update, against whose own write the repetition is a conflict', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk'));
    await app.todos.update({ id: 'a', text: 'oat milk' });
    app.service.isAway(update('a')).answers(update('a'), 412, stored('a', 'oat milk', 2));
    await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-network' });
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
    expect(await app.todos.lookup('a')).toMatchObject({ version: 'v2' });
  });

  test.each([
    ['insert', 409],
    ['insert', 412],
    ['update', 409],
    ['update', 412],
    ['remove', 409],
    ['remove', 412],
  ] as const)(
    '121, 137: the record of the server is known of an %s that is answered %i, shown or asked for',
    async (action, status) => {
      const theirs = stored('a', 'soy milk', 2);
      for (const shown of [true, false]) {
        const app = openApp();
        const line = await edited(app, action);
        app.service.answers(line, status, shown ? theirs : { error: 'Another.' });
        if (!shown) app.service.answers(read('a'), 200, theirs);
        const { errors } = await app.context.push();
        expect(errors[0]?.serverRecord).toEqual(theirs);
      }
    },
  );

  test('121: when the question for the record fails too, the conflict is reported without it', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.answers(insert, 409).isAway(read('a'));
    const { errors } = await app.context.push();
    expect(errors).toMatchObject([{ id: 'a', isConflict: true, serverRecord: null }]);
    expect(await queue(app.context)).toEqual(['insert a failed']);
  });

  test('122: a push has no errors when all were handled, and those that were not otherwise', async () => {
    const app = openApp({ onError: (error) => error.id === 'a' && error.cancel() });
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.answers(insert, 400);
    expect((await app.context.push()).errors).toEqual([]);
    await app.todos.insert({ id: 'b', text: 'bread' });
    app.service.answers(insert, 400);
    expect((await app.context.push()).errors).toMatchObject([{ id: 'b' }]);
  });
});
