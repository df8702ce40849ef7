import { describe, expect, test } from 'vitest';
import type { OperationKind } from '../../../client/queue/operation.ts';
import type { SyncEvent } from '../../../client/sync/events.ts';
import type { PushError } from '../../../client/sync/push-error.ts';
import { type App, insert, openApp, pulls, queue, read, remove, stored, texts, update } from './app.ts';
import { FailingDisk } from './failing-disk.ts';
import { sentIn, ways } from './scripted-service.ts';

const theirs = stored('a', 'soy milk', 2);
const lines = {
  insert,
  update: update('a'),
  replace: 'PUT /tables/todoitem/a',
  remove: remove('a'),
  undelete: update('a'),
};
type Edit = 'insert' | 'update' | 'remove';

/** A device whose edit of the record `a` was refused, since the service has another one, or none at all. */
async function refused(edit: Edit, server = theirs, app: App = openApp()): Promise<{ app: App; error: PushError }> {
  if (edit !== 'insert') await pulls(app, stored('a', 'milk'));
  if (edit === 'remove') await app.todos.remove('a');
  else await app.todos[edit]({ id: 'a', text: 'oat milk' });
  app.service.answers(lines[edit], edit === 'insert' ? 409 : 412, server);
  const { errors } = await app.context.push();
  const [error] = errors;
  if (error === undefined) throw new Error('There was no conflict.');
  return { app, error };
}

/** What is sent next: its line, its precondition and its body. */
async function sendsNext({ service, context }: App, kind: OperationKind): Promise<readonly unknown[]> {
  service.answers(lines[kind], kind === 'remove' ? 204 : 200, kind === 'remove' ? undefined : stored('a', 'done', 3));
  expect(await context.push()).toEqual({ completed: 1, errors: [] });
  const { line, headers, body } = service.requests.at(-1) ?? {};
  return [line, headers?.get('If-Match'), body];
}

const edits: readonly Edit[] = ['insert', 'update', 'remove'];

describe.each(ways)('what an app does about a conflict, %s', (way) => {
  sentIn(way);

  test('128: update sends its record on the version that it has', async () => {
    const { app, error } = await refused('update');
    await error.update({ ...theirs, text: 'both' });
    expect(await app.todos.lookup('a')).toEqual({ ...theirs, text: 'both' });
    expect(await queue(app.context)).toEqual(['update a queued']);
    expect(await sendsNext(app, 'update')).toEqual([update('a'), '"v2"', { text: 'both' }]);
  });

  test.each(edits)(
    '129: after cancelAndUpdate of an %s the record is the one given, and nothing waits',
    async (edit) => {
      const { app, error } = await refused(edit);
      await error.cancelAndUpdate(theirs);
      expect(await app.todos.lookup('a')).toEqual(theirs);
      expect(await queue(app.context)).toEqual([]);
      expect(await app.context.errors()).toEqual([]);
    },
  );

  test('129: cancelAndUpdate does not bring back a record older than what a pull has brought since', async () => {
    const { app, error } = await refused('update');
    await pulls(app, stored('a', 'rice milk', 3));
    await error.cancelAndUpdate(theirs);
    expect(await app.todos.lookup('a')).toEqual(stored('a', 'rice milk', 3));
  });

  test.each(edits)(
    '130: after cancelAndDiscard of an %s nothing waits, and the record is as the service has it',
    async (edit) => {
      const { app, error } = await refused(edit);
      await error.cancelAndDiscard();
      expect(await queue(app.context)).toEqual([]);
      expect(await app.todos.lookup('a')).toEqual(theirs);
    },
  );

  test.each(['insert', 'update'] as const)(
    '130: where the service has none, an %s that is discarded leaves no record',
    async (edit) => {
      const app = openApp();
      if (edit === 'update') await pulls(app, stored('a', 'milk'));
      await app.todos[edit]({ id: 'a', text: 'oat milk' });
      app.service.answers(lines[edit], edit === 'insert' ? 409 : 404);
      if (edit === 'insert') app.service.answers(read('a'), 404);
      const { errors } = await app.context.push();
      expect(errors).toMatchObject([{ isConflict: true, serverRecord: null }]);
      expect(await app.todos.lookup('a')).toMatchObject({ text: 'oat milk' });
      await errors[0]?.cancelAndDiscard();
      expect(await texts(app)).toEqual({});
      expect(await queue(app.context)).toEqual([]);
    },
  );

  test('who wins over a record that nobody could show is shown it first', async () => {
    const app = openApp({ onConflict: (error) => error.clientWins() });
    await app.todos.insert({ id: 'a', text: 'oat milk' });
    app.service.answers(insert, 409).isAway(read('a'));
    app.service.answers(update('a'), 412, theirs).answers(update('a'), 200, stored('a', 'oat milk', 3));
    await app.context.push();
    const versions = app.service.requests.slice(2).map(({ headers }) => headers.get('If-Match'));
    expect(versions).toEqual(['"0000000000000000"', `"${theirs.version}"`]);
  });

  test('131: the records of an error are copies', async () => {
    const { error } = await refused('update');
    const before = structuredClone(error.versions);
    const { base, mine } = error.versions;
    for (const record of [base, mine, error.versions.theirs, error.serverRecord, error.clientRecord])
      Object.assign(record ?? {}, { text: 'changed' });
    expect(error.versions).toEqual(before);
    expect(before).toEqual({
      base: stored('a', 'milk'),
      mine: { ...stored('a', 'milk'), text: 'oat milk' },
      theirs,
    });
  });

  const whole = { id: 'a', text: 'both' };
  const sent = { insert: whole, update: { text: 'both' }, replace: whole, remove: undefined } as const;
  const directions = edits.flatMap((from) =>
    (['insert', 'update', 'replace', 'remove'] as const).map((to) => [from, to] as const),
  );
  test.each(directions)(
    '132, 149: an %s becomes an %s with the record that is given, on its version',
    async (from, to) => {
      const { app, error } = await refused(from);
      await error.changeAction(to, { ...theirs, text: 'both' });
      expect(await texts(app)).toEqual(to === 'remove' ? {} : { a: 'both' });
      expect(await sendsNext(app, to)).toEqual([lines[to], to === 'insert' ? null : '"v2"', sent[to]]);
    },
  );

  test('133: a record with another id is refused, and nothing changes', async () => {
    const { app, error } = await refused('update');
    const other = { ...theirs, id: 'b' };
    for (const action of [error.changeAction('insert', other), error.update(other), error.cancelAndUpdate(other)])
      await expect(action).rejects.toMatchObject({ code: 'invalid-record' });
    expect(await queue(app.context)).toEqual(['update a failed']);
    expect(await texts(app)).toEqual({ a: 'oat milk' });
  });

  test.each(['insert', 'update', 'replace'] as const)('134: to %s what was removed takes a record', async (action) => {
    const { app, error } = await refused('remove');
    await expect(error.changeAction(action)).rejects.toMatchObject({ code: 'invalid-option' });
    expect(await queue(app.context)).toEqual(['remove a failed']);
  });

  test.each([
    ['insert', 'update', { text: 'oat milk' }],
    ['update', 'insert', { id: 'a', text: 'oat milk' }],
  ] as const)(
    '135: an %s becomes an %s without a record, and the record stays as it is here',
    async (from, to, body) => {
      const { app, error } = await refused(from);
      await error.changeAction(to);
      expect(await texts(app)).toEqual({ a: 'oat milk' });
      expect(await sendsNext(app, to)).toEqual([lines[to], to === 'insert' ? null : '"v2"', body]);
    },
  );

  test('136: changed to a removal, it removes its own record and no other, on the version that the service has now', async () => {
    const app = openApp();
    await pulls(app, stored('1', 'one'), stored('2', 'two'));
    const { error } = await refused('update', theirs, app);
    await error.changeAction('remove');
    expect(await sendsNext(app, 'remove')).toEqual([remove('a'), '"v2"', undefined]);
    expect(await texts(app)).toEqual({ 1: 'one', 2: 'two' });
  });

  test.each([
    ['was edited', ({ todos }: App) => todos.update({ id: 'a', text: 'again' })],
    ['was removed', ({ todos }: App) => todos.remove('a')],
    ['was resolved', (_: App, error: PushError) => error.clientWins()],
    [
      'was cancelled',
      async ({ context }: App) => {
        for (const operation of await context.pendingOperations()) await context.cancel(operation);
      },
    ],
  ])('138: nothing can be done about an operation any more that %s since', async (_, change) => {
    const { app, error } = await refused('update');
    await change(app, error);
    const [before, seen] = [await app.context.pendingOperations(), await texts(app)];
    const actions = [
      error.cancel(),
      error.cancelAndDiscard(),
      error.cancelAndUpdate(theirs),
      error.update(theirs),
      error.changeAction('insert'),
      error.clientWins(),
      error.serverWins(),
      error.merge(),
      error.retry(),
    ];
    for (const action of actions) await expect(action).rejects.toMatchObject({ code: 'operation-changed' });
    expect(await app.context.pendingOperations()).toEqual(before);
    expect(await texts(app)).toEqual(seen);
  });

  test('139: update within the handler changes the record here, and the error is gone', async () => {
    const app = openApp({ onConflict: (error) => error.update({ ...error.serverRecord, text: 'both' }) });
    await pulls(app, stored('a', 'milk'));
    await app.todos.update({ id: 'a', text: 'oat milk' });
    app.service.answers(update('a'), 412, theirs).answers(update('a'), 200, stored('a', 'both', 3), {
      during: async () => {
        expect(await texts(app)).toEqual({ a: 'both' });
        expect(await app.context.errors()).toEqual([]);
      },
    });
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
  });

  test('110b, 139: an action that fails in a handler that does not look leaves the conflict as it was', async () => {
    const disk = new FailingDisk();
    const app = openApp({
      store: disk.kind,
      onConflict: (error) => {
        void error.update({ ...theirs, id: 'b' });
        disk.good = 0;
        void error.cancelAndDiscard();
      },
    });
    const { error } = await refused('update', theirs, app);
    expect(error).toMatchObject({ handled: false, isConflict: true });
    expect(await queue(app.context)).toEqual(['update a failed']);
    expect(await texts(app)).toEqual({ a: 'oat milk' });
  });

  test('140: update of a removal keeps the removal, on the version of its record', async () => {
    const { app, error } = await refused('remove');
    await error.update({ ...theirs, text: 'both' });
    expect(await texts(app)).toEqual({});
    expect(await sendsNext(app, 'remove')).toEqual([remove('a'), '"v2"', undefined]);
  });

  test('141: those who listen are told of the record', async () => {
    const { app, error } = await refused('update');
    const events: SyncEvent[] = [];
    app.context.subscribe((event) => events.push(event));
    await error.serverWins();
    expect(events).toMatchObject([{ type: 'changed', records: [{ table: 'todoitem', id: 'a' }] }]);
  });

  test('143: with nothing done about it, the next push asks the service again', async () => {
    const { app } = await refused('update');
    app.service.answers(update('a'), 200, stored('a', 'oat milk', 3));
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
    expect(await queue(app.context)).toEqual([]);
  });
});
