import { describe, expect, test } from 'vitest';
import type { JsonRecord } from '../../../client/queue/record-entry.ts';
import { type App, insert, list, openApp, pulls, queue, remove, stored, texts } from './app.ts';
import { FailingDisk } from './failing-disk.ts';
import { ScriptedService } from './scripted-service.ts';

/** Everything that an edit could change. */
const everything = async (app: App): Promise<unknown> => [
  await app.todos.read(),
  await app.context.pendingOperations(),
];

/** The edit is refused for this reason, and nothing is another than before. */
async function refuses(app: App, edit: (app: App) => Promise<unknown>, code: string): Promise<void> {
  const before = await everything(app);
  await expect(edit(app)).rejects.toMatchObject({ name: 'SyncError', code });
  expect(await everything(app)).toEqual(before);
}

describe('an insert', () => {
  test('12: is kept, and queued, as one operation', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    expect(await app.todos.read()).toEqual([{ id: 'a', text: 'milk' }]);
    expect(await app.context.pendingOperations()).toMatchObject([
      { table: 'todoitem', id: 'a', action: 'insert', state: 'queued', body: { text: 'milk' }, attempts: 0 },
    ]);
  });

  test('13: without an id gets one, which it gives back', async () => {
    const app = openApp();
    const [one, two] = [await app.todos.insert({ text: 'milk' }), await app.todos.insert({ text: 'bread' })];
    expect(one.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await app.todos.lookup(one.id)).toEqual(one);
    expect(two.id).not.toBe(one.id);
    expect((await app.context.pendingOperations()).map(({ id }) => id)).toEqual([one.id, two.id]);
  });

  test('14: takes its id from where the app says', async () => {
    const ids = ['device-7-1', 'device-7-2'].values();
    const { fetch } = new ScriptedService();
    const uuid = (): string => ids.next().value ?? 'none';
    const app = openApp({ environment: { fetch, openChannel: undefined, uuid } });
    expect(await app.todos.insert({ text: 'milk' })).toEqual({ id: 'device-7-1', text: 'milk' });
    expect(await app.todos.insert({ id: 'own', text: 'bread' })).toEqual({ id: 'own', text: 'bread' });
    expect(await app.lists.insert({ name: 'Home' })).toEqual({ id: 'device-7-2', name: 'Home' });
  });

  test('15: of an id that is here already is refused, and nothing changes', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk'));
    await app.todos.insert({ id: 'b', text: 'bread' });
    await refuses(app, ({ todos }) => todos.insert({ id: 'a', text: 'again' }), 'record-exists');
    await refuses(app, ({ todos }) => todos.insert({ id: 'b', text: 'again' }), 'record-exists');
  });

  test('31: leaves the object that was given as it is, and keeps a copy', async () => {
    const { todos } = openApp();
    const given = { text: 'milk' };
    const inserted = await todos.insert(given);
    expect(given).toEqual({ text: 'milk' });
    given.text = 'changed';
    Object.assign(inserted, { text: 'changed' });
    expect(await todos.lookup(inserted.id)).toEqual({ id: inserted.id, text: 'milk' });
  });

  test('32: of a member for which a declared table has no column is refused, and names it', async () => {
    const app = openApp({ tables: { todoitem: { columns: { text: 'string' } } } });
    const edit = ({ todos }: App) => todos.insert({ text: 'milk', complete: true });
    await refuses(app, edit, 'invalid-record');
    await expect(edit(app)).rejects.toThrow('"complete" is no column.');
    const kept = openApp();
    expect(await kept.todos.insert({ id: 'a', text: 'milk', complete: true })).toEqual({
      id: 'a',
      text: 'milk',
      complete: true,
    });
  });
});

describe('an edit of a record', () => {
  test('16, 22: changes the record and the queue together, and no members but those that it names', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk', 1, { complete: false }));
    expect(await app.todos.update({ id: 'a', complete: true })).toEqual(stored('a', 'milk', 1, { complete: true }));
    expect(await app.todos.read()).toEqual([stored('a', 'milk', 1, { complete: true })]);
    expect(await app.context.pendingOperations()).toMatchObject([
      { id: 'a', action: 'update', body: { complete: true } },
    ]);
  });

  test('16: may give the record whole, or in place of the one that is here', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk', 1, { complete: false }), stored('b', 'bread', 2, { complete: false }));
    const [read] = await app.todos.where({ id: 'a' }).read();
    if (read !== undefined) await app.todos.update({ ...read, text: 'oat milk' });
    await app.todos.replace({ id: 'b', text: 'rye bread' });
    expect(await app.context.pendingOperations()).toMatchObject([
      { id: 'a', action: 'update', body: { text: 'oat milk' } },
      { id: 'b', action: 'replace', body: { text: 'rye bread' } },
    ]);
    expect(await app.todos.lookup('b')).toEqual(stored('b', 'rye bread', 2));
  });

  test('19: a removal takes the record away, and is queued', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk'), stored('b', 'bread', 2));
    await app.todos.remove('a');
    await app.todos.remove({ ...stored('b', 'bread', 2), id: 'b' });
    expect(await app.todos.read()).toEqual([]);
    expect(await app.todos.lookup('a')).toBeUndefined();
    expect(await queue(app.context)).toEqual(['remove a queued', 'remove b queued']);
  });

  test.each<[string, (app: App) => Promise<unknown>]>([
    ['20: an update', ({ todos }) => todos.update({ id: 'z', text: 'milk' })],
    ['20: a replacement', ({ todos }) => todos.replace({ id: 'z', text: 'milk' })],
    ['21: a removal', ({ todos }) => todos.remove('z')],
  ])('%s of a record that is not here is refused, and nothing is queued', async (_, edit) => {
    const app = openApp();
    await pulls(app, stored('a', 'milk'));
    await refuses(app, edit, 'record-not-found');
  });

  test('23: edits that are made at once are made one after the other, in the order of the calls', async () => {
    const app = openApp();
    const edits = [
      app.todos.insert({ id: 'a', text: 'milk' }),
      app.todos.update({ id: 'a', text: 'oat milk' }),
      app.todos.insert({ id: 'b', text: 'bread' }),
      app.todos.insert({ id: 'a', text: 'again' }).catch(({ code }) => code),
      app.todos.remove('b'),
      app.todos.update({ id: 'b', text: 'gone' }).catch(({ code }) => code),
    ];
    const outcomes = await Promise.all(edits);
    expect([outcomes[3], outcomes[5]]).toEqual(['record-exists', 'record-not-found']);
    expect(await texts(app)).toEqual({ a: 'oat milk' });
    expect(await app.context.pendingOperations()).toMatchObject([
      { id: 'a', action: 'insert', body: { text: 'oat milk' } },
    ]);
  });

  test.each<[string, (app: App) => Promise<unknown>]>([
    ['an insert', ({ todos }) => todos.insert({ id: 'b', text: 'bread' })],
    ['an update', ({ todos }) => todos.update({ id: 'a', text: 'oat milk' })],
    ['a removal', ({ todos }) => todos.remove('a')],
  ])('30: %s that the store does not take is rejected, and neither kept nor queued', async (_, edit) => {
    const disk = new FailingDisk();
    const app = openApp({ store: disk.kind });
    await pulls(app, stored('a', 'milk'));
    const told: unknown[] = [];
    app.context.subscribe(({ type }) => told.push(type));
    disk.broken = true;
    await expect(edit(app)).rejects.toMatchObject({ name: 'StoreError', code: 'full' });
    expect(await texts(app)).toEqual({ a: 'milk' });
    expect(await queue(app.context)).toEqual([]);
    expect(told).toEqual([]);
    disk.broken = false;
    await edit(app);
    expect(await app.context.pendingCount()).toBe(1);
  });
});

describe('what is no record', () => {
  const nothing: unknown = null;
  const verbs = ['insert', 'update', 'replace', 'remove'] as const;

  test.each(verbs.flatMap((verb) => [nothing, undefined, 7, [], [{ id: 'a' }]].map((given) => ({ verb, given }))))(
    '26: to $verb $given is refused, and nothing changes',
    async ({ verb, given }) => {
      const app = openApp();
      await pulls(app, stored('a', 'milk'));
      // @ts-expect-error: plain JavaScript may give anything
      await refuses(app, ({ todos }) => todos[verb](given), 'invalid-record');
    },
  );

  test.each([
    ['17: an update', 'update', { text: 'milk' }],
    ['17: a replacement', 'replace', { text: 'milk' }],
    ['18: a removal', 'remove', { text: 'milk' }],
    ['18: a removal', 'remove', ''],
    ['27: an insert', 'insert', { id: '', text: 'milk' }],
    ['27: an update', 'update', { id: 7, text: 'milk' }],
    ['27: a lookup', 'lookup', ''],
    ['27, 70: an undelete', 'undelete', { id: nothing }],
  ] as const)('%s without an id is refused, and nothing changes: %s %j', async (_, verb, given) => {
    const app = openApp();
    await pulls(app, stored('a', 'milk'));
    // @ts-expect-error: plain JavaScript may give anything
    await refuses(app, ({ todos }) => todos[verb](given), 'invalid-record');
  });

  test.each([
    ['a function', { text: () => 'milk' }],
    ['a symbol', { text: Symbol('milk') }],
    ['no number', { text: Number.NaN }],
    ['a number without end', { text: Number.NEGATIVE_INFINITY }],
    ['a date that is none', { text: new Date('soon') }],
  ])('26: a member that is %s is refused, and named', async (_, record) => {
    const { todos } = openApp();
    // @ts-expect-error: plain JavaScript may give anything
    await expect(todos.insert(record)).rejects.toThrow('"text" has a value that JSON cannot hold.');
  });

  test('26: a record that contains itself is refused', async () => {
    const record: { id: string; text: string; self?: unknown } = { id: 'a', text: 'milk' };
    record.self = [record];
    await refuses(openApp(), ({ todos }) => todos.insert(record), 'invalid-record');
  });
});

describe('an id', () => {
  test.each([
    ['no text', ''],
    ['256 characters', 'x'.repeat(256)],
    ['a line break', 'a\nb'],
    ['a control character', 'a\u0085b'],
    ['half of a pair of surrogates', 'a\ud800b'],
    ['nothing that an address can name', '.'],
    ['nothing that an address can name', '..'],
  ])('27, 29: that is or has %s is none', async (_, id) => {
    for (const edit of [
      ({ todos }: App) => todos.insert({ id, text: 'milk' }),
      ({ todos }: App) => todos.update({ id, text: 'milk' }),
      ({ todos }: App) => todos.remove(id),
      ({ todos }: App) => todos.lookup(id),
    ]) {
      await refuses(openApp(), edit, 'invalid-record');
    }
  });

  test.each([
    'x'.repeat(255),
    ' ',
    'a b',
    'a/b',
    'a+b?c#d%e',
    '"',
    '\\',
    '`',
    "it's",
    '...',
    'ünïcödé 😀',
    '%2e%2e',
    '7',
  ])('29: may be %j, and arrives so', async (id) => {
    const app = openApp();
    await app.todos.insert({ id, text: 'milk' });
    app.service.answers(insert, 201, stored(id, 'milk'));
    await app.context.push();
    await app.todos.remove(id);
    app.service.answers(remove(encodeURIComponent(id)), 204);
    await app.context.push();
    expect(app.service.requests.map(({ body }) => body)).toEqual([{ id, text: 'milk' }, undefined]);
    expect(await app.todos.read()).toEqual([]);
  });
});

describe('a look at the records', () => {
  test('24: gives the record of an id, and undefined where there is none', async () => {
    const app = openApp();
    await pulls(app, stored('a', 'milk'));
    expect(await app.todos.lookup('a')).toEqual(stored('a', 'milk'));
    expect(await app.todos.lookup('z')).toBeUndefined();
  });

  test('24: online is refused where there is none', async () => {
    const { client, service } = openApp();
    service.answers('GET /tables/todoitem/z', 404, { error: 'None.' });
    await expect(client.table('todoitem').lookup('z')).rejects.toMatchObject({ code: 'record-not-found', status: 404 });
  });

  test('25: asks the store alone, and never the service', async () => {
    const app = openApp();
    const rows: readonly JsonRecord[] = [stored('a', 'milk', 1, { complete: true }), stored('b', 'bread', 2)];
    await pulls(app, ...rows);
    await app.todos.update({ id: 'b', complete: true });
    expect(await app.todos.where({ complete: true }).orderByDescending('text').select('id').read()).toEqual([
      { id: 'a' },
      { id: 'b' },
    ]);
    expect(await app.todos.includeTotalCount().take(1).read()).toHaveLength(1);
    expect(app.service.lines).toEqual([list]);
  });
});
