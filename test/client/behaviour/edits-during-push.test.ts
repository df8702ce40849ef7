import { describe, expect, test } from 'vitest';
import { insert, openApp, pulls, queue, remove, stored, texts, update } from './app.ts';
import { sentIn, ways } from './scripted-service.ts';

describe.each(ways)('an edit of a record that is on its way, %s', (way) => {
  sentIn(way);

  test('123: an update while the insert is under way is kept here, and follows it to the service', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.answers(insert, 201, stored('a', 'milk', 1, { complete: false }), {
      during: () => app.todos.update({ id: 'a', text: 'oat milk' }),
    });
    app.service.answers(update('a'), 200, stored('a', 'oat milk', 2, { complete: false }), {
      during: async () => expect(await texts(app)).toEqual({ a: 'oat milk' }),
    });
    expect(await app.context.push()).toEqual({ completed: 2, errors: [] });
    expect(app.service.requests.map(({ body }) => body)).toEqual([{ id: 'a', text: 'milk' }, { text: 'oat milk' }]);
    expect(await app.todos.lookup('a')).toEqual(stored('a', 'oat milk', 2, { complete: false }));
    expect(await queue(app.context)).toEqual([]);
  });

  test('124: a removal while the insert is under way follows it, and leaves nothing behind', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.answers(insert, 201, stored('a', 'milk'), { during: () => app.todos.remove('a') });
    app.service.answers(remove('a'), 204, undefined, { during: async () => expect(await texts(app)).toEqual({}) });
    expect(await app.context.push()).toEqual({ completed: 2, errors: [] });
    expect(app.service.requests.at(-1)?.headers.get('If-Match')).toBe('"v1"');
    expect(await texts(app)).toEqual({});
    expect(await queue(app.context)).toEqual([]);
  });

  test.each([
    ['arrived', 409, 204],
    ['did not arrive', 201, 204],
    ['arrived, and was removed by another device', 409, 404],
  ])(
    '125: a removal while the connection breaks under an insert that %s blocks nothing',
    async (_, inserted, removed) => {
      const app = openApp();
      await app.todos.insert({ id: 'a', text: 'milk' });
      app.service.isAway(insert, () => app.todos.remove('a'));
      await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-network' });
      expect(await queue(app.context)).toEqual(['insert a sent', 'remove a queued']);
      expect(await texts(app)).toEqual({});
      app.service.answers(insert, inserted, stored('a', 'milk')).answers(remove('a'), removed);
      expect(await app.context.push()).toEqual({ completed: 2, errors: [] });
      expect(await queue(app.context)).toEqual([]);
      expect(await texts(app)).toEqual({});
    },
  );

  test('126: the answer is not written over the edit, and the edit names the version that the answer gave', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk', 1, { complete: false }));
    await app.todos.update({ id: 'a', text: 'oat milk' });
    const answer = stored('a', 'oat milk', 2, { complete: false });
    app.service.answers(update('a'), 200, answer, { during: () => app.todos.update({ id: 'a', complete: true }) });
    app.service.isAway(update('a'));
    await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-network' });
    expect(await app.todos.lookup('a')).toEqual({ ...answer, complete: true });
    const { headers, body } = app.service.requests.at(-1) ?? {};
    expect(headers?.get('If-Match')).toBe('"v2"');
    expect(body).toEqual({ complete: true });
    app.service.answers(update('a'), 200, stored('a', 'oat milk', 3, { complete: true }));
    expect(await app.context.push()).toMatchObject({ completed: 1 });
  });

  test('127: an operation whose record was edited again while it was under way leaves the new edit in the queue', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk'));
    await app.todos.update({ id: 'a', text: 'oat milk' });
    app.service.answers(update('a'), 200, stored('a', 'oat milk', 2), {
      during: () => app.todos.update({ id: 'a', text: 'soy milk' }),
    });
    app.service.answers(update('a'), 503);
    await expect(app.context.push()).rejects.toMatchObject({ code: 'cancelled-by-server' });
    expect(await queue(app.context)).toEqual(['update a sent']);
    expect(await texts(app)).toEqual({ a: 'soy milk' });
  });

  test('127: edits of the same record that are made in one flight become one operation', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    app.service.answers(insert, 201, stored('a', 'milk'), {
      during: async () => {
        await app.todos.update({ id: 'a', text: 'oat milk' });
        await app.todos.update({ id: 'a', complete: true });
      },
    });
    app.service.answers(update('a'), 200, stored('a', 'oat milk', 2, { complete: true }));
    expect(await app.context.push()).toMatchObject({ completed: 2 });
    expect(app.service.requests.at(-1)?.body).toEqual({ text: 'oat milk', complete: true });
  });
});

describe.each(ways)('an edit of a record whose request is refused meanwhile, %s', (way) => {
  sentIn(way);

  const inConflict = async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk', 1, { complete: false }));
    await app.todos.update({ id: 'a', text: 'oat milk' });
    app.service.answers(update('a'), 412, stored('a', 'soy milk', 2, { complete: false }), {
      during: () => app.todos.update({ id: 'a', complete: true }),
    });
    const { errors } = await app.context.push();
    expect(await queue(app.context)).toEqual(['update a failed', 'update a queued']);
    expect(await app.todos.lookup('a')).toMatchObject({ text: 'oat milk', complete: true });
    return { app, error: errors[0] };
  };

  test('126: it stays when the first edit is given up, and is made on what the service has', async () => {
    const { app, error } = await inConflict();
    await error?.serverWins();
    expect(await app.todos.lookup('a')).toEqual(stored('a', 'soy milk', 2, { complete: true }));
    app.service.answers(update('a'), 200, stored('a', 'soy milk', 3, { complete: true }));
    expect(await app.context.push()).toEqual({ completed: 1, errors: [] });
    const { headers, body } = app.service.requests.at(-1) ?? {};
    expect(headers?.get('If-Match')).toBe('"v2"');
    expect(body).toEqual({ complete: true });
  });

  test('126: it follows when the first edit is sent again', async () => {
    const { app, error } = await inConflict();
    await error?.clientWins();
    app.service.answers(update('a'), 200, stored('a', 'oat milk', 3, { complete: false }));
    app.service.answers(update('a'), 200, stored('a', 'oat milk', 4, { complete: true }));
    expect(await app.context.push()).toEqual({ completed: 2, errors: [] });
    expect(app.service.requests.slice(-2).map(({ headers }) => headers.get('If-Match'))).toEqual(['"v2"', '"v3"']);
  });

  test('130: it goes with the first edit when all that is pending is discarded', async () => {
    const { app, error } = await inConflict();
    await error?.cancelAndDiscard();
    expect(await queue(app.context)).toEqual([]);
    expect(await app.todos.lookup('a')).toEqual(stored('a', 'soy milk', 2, { complete: false }));
  });
});
