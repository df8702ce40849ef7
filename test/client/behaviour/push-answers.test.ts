import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../../client/store/memory.ts';
import type { SyncEvent } from '../../../client/sync/events.ts';
import { insert, keys, openApp, pulls, queue, read, remove, stored, texts, update } from './app.ts';
import { ScriptedService, sentIn, ways } from './scripted-service.ts';

describe.each(ways)('what a push makes of answers, %s', (way) => {
  sentIn(way);

  test('81: the answer is the record here, with its version and times', async () => {
    const { service, context, todos } = openApp();
    await todos.insert({ id: 'a', text: 'milk' });
    const answer = stored('a', 'MILK', 1, { complete: false });
    service.answers(insert, 201, answer);
    await context.push();
    expect(await todos.lookup('a')).toEqual(answer);
    await todos.update({ id: 'a', complete: true });
    service.answers(update('a'), 200, stored('a', 'MILK', 2, { complete: true }));
    await context.push();
    expect(await todos.lookup('a')).toEqual(stored('a', 'MILK', 2, { complete: true }));
  });

  test('82: after a removal nothing is kept of the record, even if the answer shows it', async () => {
    const store = memoryStore();
    const app = openApp({ store });
    await pulls(app, stored('a', 'milk'));
    await app.todos.remove('a');
    app.service.answers(remove('a'), 200, stored('a', 'milk', 2, { deleted: true }));
    await app.context.push();
    expect(await texts(app)).toEqual({});
    expect(await app.todos.undelete('a')).toBeUndefined();
  });

  test('83: an answer without an id is no record: what is here stays', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.answers(insert, 201, { ok: true });
    expect(await app.context.push()).toMatchObject({ completed: 1 });
    expect(await app.todos.lookup('a')).toEqual({ id: 'a', text: 'milk' });
    expect(await queue(app.context)).toEqual([]);
  });

  test('84: an empty answer is taken', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.answers(insert, 201);
    expect(await app.context.push()).toMatchObject({ completed: 1 });
    expect(await app.todos.lookup('a')).toEqual({ id: 'a', text: 'milk' });
  });

  test.each([
    ['a list', [stored('a', 'milk')]],
    ['a number', 1],
    ['a page of a network that wants a sign-in', '<html>Sign in</html>'],
    ['half an answer', '{"id":"a","te'],
  ])('84: %s is no answer to an operation: the push stops, and the next one sends it again', async (_, answer) => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.answers(insert, 200, answer);
    await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-network' });
    expect(await queue(app.context)).toEqual(['insert a sent']);
    app.service.answers(insert, 201, stored('a', 'milk'));
    expect(await app.context.push()).toMatchObject({ completed: 1 });
    const [first, second] = keys(app);
    expect(second).toBe(first);
  });

  test.each([404, 410])('85, 86: a removal that is answered %i is done, and holds nothing up', async (status) => {
    const app = openApp();
    await pulls(app, stored('a', 'milk'));
    await app.todos.remove('a');
    await app.todos.insert({ id: 'b', text: 'bread' });
    app.service.answers(remove('a'), status, { error: 'There is none.' }).answers(insert, 201, stored('b', 'bread'));
    expect(await app.context.push()).toEqual({ completed: 2, errors: [] });
    expect(await queue(app.context)).toEqual([]);
    expect(await texts(app)).toEqual({ b: 'bread' });
  });

  test.each([
    ['another', stored('a', 'bread'), { completed: 0, errors: [{ status: 409, serverRecord: { text: 'bread' } }] }],
    ['the same, of which the answer was lost', stored('a', 'milk'), { completed: 1, errors: [] }],
  ])(
    'a refusal that only repeats what was inserted has the client ask for what is there: %s',
    async (_, there, result) => {
      const { service, context, todos } = openApp();
      await todos.insert({ id: 'a', text: 'milk' });
      service.answers(insert, 409, { id: 'a', text: 'milk' }).answers(read('a'), 200, there);
      expect(await context.push()).toMatchObject(result);
    },
  );

  test('a refusal that only repeats what was inserted is a conflict, too, where the record is not shown', async () => {
    const { service, context, todos } = openApp();
    await todos.insert({ id: 'a', text: 'milk' });
    service.answers(insert, 409, { id: 'a', text: 'milk' }).answers(read('a'), 404, { error: 'There is none.' });
    expect(await context.push()).toMatchObject({ completed: 0, errors: [{ status: 409, serverRecord: null }] });
    expect(await queue(context)).toEqual(['insert a failed']);
  });

  test('92: a push after a restart reports what was refused before it', async () => {
    const store = memoryStore();
    const service = new ScriptedService();
    const before = openApp({ service, store });
    await before.todos.insert({ id: 'a', text: 'milk' });
    service.answers(insert, 400, { error: 'No milk.' });
    await before.context.push();
    await before.client.close();
    const { errors } = await openApp({ service, store }).context.push();
    expect(errors).toMatchObject([{ id: 'a', status: 400, message: 'No milk.', isConflict: false }]);
    expect(service.lines).toEqual([insert]);
  });

  test('93: an error is kept until its operation goes through, and no longer', async () => {
    const { service, context, todos } = openApp();
    await todos.insert({ id: 'a', text: 'milk' });
    service.answers(insert, 409, stored('a', 'bread'));
    await context.push();
    expect(await context.errors()).toMatchObject([{ id: 'a', status: 409 }]);
    service.answers(insert, 201, stored('a', 'milk', 2));
    expect(await context.push()).toEqual({ completed: 1, errors: [] });
    expect(await context.errors()).toEqual([]);
  });

  test('94: whoever listens is told of the beginning, of each operation and of the end, with counts', async () => {
    const { service, context, todos } = openApp();
    const events: SyncEvent[] = [];
    await todos.insert({ id: 'a', text: 'milk' });
    await todos.insert({ id: 'b', text: 'bread' });
    context.subscribe((event) => events.push(event));
    service.answers(insert, 201, stored('a', 'milk')).answers(insert, 400, { error: 'No bread.' });
    await context.push();
    expect(events.filter(({ type }) => type !== 'changed')).toEqual([
      { type: 'push-started' },
      { type: 'operation-sent', record: { table: 'todoitem', id: 'a' }, failed: false },
      { type: 'operation-sent', record: { table: 'todoitem', id: 'b' }, failed: true },
      { type: 'push-ended', completed: 1, failed: 1 },
    ]);
  });

  test('94: the end of a push that stops says how far it came', async () => {
    const { service, context, todos } = openApp({ service: new ScriptedService('a request each') });
    const events: SyncEvent[] = [];
    await todos.insert({ id: 'a', text: 'milk' });
    await todos.insert({ id: 'b', text: 'bread' });
    context.subscribe((event) => events.push(event));
    service.answers(insert, 201, stored('a', 'milk')).isAway(insert);
    await expect(context.push()).rejects.toMatchObject({ code: 'cancelled-by-network' });
    expect(events.at(-1)).toMatchObject({ type: 'push-ended', completed: 1, error: { code: 'cancelled-by-network' } });
  });
});
