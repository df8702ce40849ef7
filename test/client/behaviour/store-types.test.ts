import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createClient } from '../../../client/client.ts';
import type { JsonRecord } from '../../../client/queue/record-entry.ts';
import { memoryStore } from '../../../client/store/memory.ts';
import { nodeSqlite } from '../../../client/store/sqlite/node.ts';
import { sqliteStore } from '../../../client/store/sqlite.ts';
import type { SyncEvent } from '../../../client/sync/events.ts';
import type { ColumnKind } from '../../../src/protocol/column-kind.ts';
import { list, openApp, pulls, stored } from './app.ts';
import { ScriptedService } from './scripted-service.ts';

function newFolder(): string {
  const folder = mkdtempSync(`${tmpdir()}/types-`);
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const kinds = {
  text: 'string',
  score: 'number',
  count: 'integer',
  done: 'boolean',
  due: 'date',
  birthday: 'day',
  alarm: 'time',
  big: 'bigint',
  meta: 'json',
} as const;
type Order = { id: string } & { [Member in keyof typeof kinds | 'value' | 'order']?: unknown };

/** A device with a table of these columns. */
function openTable(columns: Readonly<{ [name: string]: ColumnKind }> | undefined, folder?: string) {
  const service = new ScriptedService();
  const client = createClient<{ order: Order }>({
    url: 'https://todo.example',
    store: folder === undefined ? memoryStore() : sqliteStore(nodeSqlite(folder)),
    environment: { fetch: service.fetch, openChannel: undefined },
    tables: columns === undefined ? {} : { order: { columns } },
  });
  onTestFinished(() => client.close());
  return { service, client, table: client.syncTable('order') };
}

describe('values of every kind', () => {
  const full = {
    text: '007',
    score: 0.1 + 0.2,
    count: Number.MAX_SAFE_INTEGER,
    done: false,
    due: '2026-01-01T00:00:00.1239999Z',
    birthday: '2026-02-28',
    alarm: '09:30:00.000',
    big: '123456789012345678901234567890',
    meta: { list: [1, null, { a: '2026-01-01T00:00:00.000Z' }] },
  };
  const empty = Object.fromEntries(Object.keys(kinds).map((name) => [name, null]));

  test.each<[string, typeof kinds | undefined]>([
    ['declared', kinds],
    ['not declared', undefined],
  ])('213, 219, 235: and null are the same after a restart and on the wire: %s', async (_, columns) => {
    const folder = newFolder();
    const before = openTable(columns, folder);
    await before.table.insert({ id: 'full', ...full });
    await before.table.insert({ id: 'empty', ...empty });
    await before.client.close();
    const { table, client, service } = openTable(columns, folder);
    expect(await table.lookup('full')).toEqual({ id: 'full', ...full });
    expect(await table.lookup('empty')).toEqual({ id: 'empty', ...empty });
    service.answers('POST /tables/order', 201, { id: 'full', ...full });
    service.answers('POST /tables/order', 201, { id: 'empty', ...empty });
    await client.syncContext.push();
    expect(service.requests.map(({ body }) => body)).toEqual([
      { id: 'full', ...full },
      { id: 'empty', ...empty },
    ]);
    expect(await table.lookup('full')).toEqual({ id: 'full', ...full });
  });

  test('219: dates become text in UTC, and big integers text, so that no digit is lost', async () => {
    const { table } = openTable(kinds);
    const due = new Date('2026-01-01T09:30:00.123+02:00');
    expect(await table.insert({ id: 'a', due, big: 2n ** 90n })).toEqual({
      id: 'a',
      due: '2026-01-01T07:30:00.123Z',
      big: '1237940039285380274899124224',
    });
  });

  const values = {
    text: 'milk',
    fraction: 1.5,
    whole: 7,
    yes: true,
    instant: '2026-01-01T09:30:00.000Z',
    day: '2026-01-01',
    time: '09:30:00.000',
    digits: '-123',
    list: [1],
    object: { a: 1 },
  };
  type Value = keyof typeof values;
  const takes: Record<ColumnKind, readonly Value[]> = {
    string: ['text', 'instant', 'day', 'time', 'digits'],
    number: ['fraction', 'whole'],
    integer: ['whole'],
    boolean: ['yes'],
    date: ['instant', 'day'],
    day: ['day'],
    time: ['time'],
    bigint: ['digits'],
    json: ['text', 'fraction', 'whole', 'yes', 'instant', 'day', 'time', 'digits', 'list', 'object'],
  };
  test.each(Object.entries(takes))(
    '220: a column declared as %s takes %j, and refuses others',
    async (declared, taken) => {
      const kind = Object.values(kinds).find((each) => each === declared) ?? 'json';
      const { table, client } = openTable({ value: kind });
      const accepted: string[] = [];
      for (const [name, value] of Object.entries(values)) {
        const inserted = table.insert({ id: name, value }).then(
          () => accepted.push(name),
          (error) =>
            expect(error).toMatchObject({ code: 'invalid-record', message: expect.stringContaining('"value"') }),
        );
        await inserted;
      }
      expect(accepted).toEqual(taken);
      expect(await client.syncContext.pendingCount()).toBe(taken.length);
    },
  );
});

describe('tables and their columns', () => {
  test('214, 242: a column that is declared later is there, what was kept stays, and a pull brings it to all records', async () => {
    const store = memoryStore();
    const service = new ScriptedService();
    const before = openApp({ store, service, tables: { todoitem: { columns: { text: 'string' } } } });
    service.answers(list, 200, { items: [stored('a', 'milk', 1, { listId: '007' })] });
    await before.todos.pull(before.todos, 'all');
    expect(await before.todos.lookup('a')).toEqual(stored('a', 'milk', 1));
    await before.client.close();
    const after = openApp({ store, service, tables: { todoitem: { columns: { text: 'string', listId: 'string' } } } });
    expect(await after.todos.lookup('a')).toEqual(stored('a', 'milk', 1));
    await after.todos.insert({ id: 'b', text: 'bread', listId: '007' });
    service.answers(list, 200, { items: [stored('a', 'milk', 1, { listId: '007' })] });
    await after.todos.pull(after.todos, 'all', { push: false });
    expect(service.requests.at(-1)?.options.$filter).toBeUndefined();
    expect((await after.todos.read()).map(({ listId }) => listId)).toEqual(['007', '007']);
  });

  test('217: a table may have no columns of its own', async () => {
    const { table, client, service } = openTable({});
    await table.insert({ id: 'a' });
    await table.update({ id: 'a' });
    service.answers('POST /tables/order', 201, { id: 'a', version: 'v1' });
    expect(await client.syncContext.push()).toEqual({ completed: 1, errors: [] });
    expect(service.requests.map(({ body }) => body)).toEqual([{ id: 'a' }]);
    expect(await table.read()).toEqual([{ id: 'a', version: 'v1' }]);
  });

  test('243: columns and tables may have names that SQL or objects have for themselves', async () => {
    const names = ['order', 'select', 'when', 'group by', 'a"b', "it's", '', 'constructor', 'toString'];
    const record: JsonRecord = Object.fromEntries(names.map((name) => [name, name]));
    for (const columns of [undefined, Object.fromEntries(names.map((name) => [name, 'string' as const]))]) {
      const { table } = openTable(columns, newFolder());
      await table.insert({ ...record, id: 'a' });
      await table.update({ id: 'a', order: 'again' });
      expect(await table.where({ order: 'again' }).read()).toEqual([{ ...record, id: 'a', order: 'again' }]);
    }
  });

  test('229: a column that is selected twice is there once', async () => {
    const app = openApp();
    await app.todos.insert({ id: 'a', text: 'milk' });
    expect(await app.todos.select('text', 'text').read()).toEqual([{ text: 'milk' }]);
  });
});

describe('integer ids', () => {
  type Tables = { ticket: { id: number; text: string }; todoitem: { id: string } };
  const open = () => {
    const service = new ScriptedService();
    const environment = { fetch: service.fetch, openChannel: undefined };
    return {
      service,
      client: createClient<Tables>({ url: 'https://todo.example', store: memoryStore(), environment }),
    };
  };

  test('218: are given by the service: no device has such tables', async () => {
    const { client, service } = open();
    // @ts-expect-error: the types refuse it
    const tickets = client.syncTable('ticket');
    // @ts-expect-error: nor is a number an id
    await expect(tickets.insert({ id: 7, text: 'x' })).rejects.toMatchObject({ code: 'invalid-record' });
    service.answers('GET /tables/ticket', 200, { items: [{ id: 7, text: 'x' }] });
    expect(await tickets.pull()).toMatchObject({ unfit: [{ reason: 'It is no record with an id.' }] });
  });

  test('218: are what they are online', async () => {
    const { client, service } = open();
    const tickets = client.table('ticket');
    const seven = { id: 7, text: 'x', version: 'v1' };
    service.answers('POST /tables/ticket', 201, seven).answers('GET /tables/ticket/7', 200, seven);
    service.answers('PATCH /tables/ticket/7', 200, { ...seven, text: 'y' }).answers('DELETE /tables/ticket/7', 204);
    expect(await tickets.insert({ text: 'x' })).toEqual(seven);
    expect(await tickets.lookup(7)).toEqual(seven);
    expect(await tickets.update({ id: 7, text: 'y' })).toMatchObject({ text: 'y' });
    await tickets.remove(seven);
    expect(service.requests.map(({ body }) => body)).toEqual([{ text: 'x' }, undefined, { text: 'y' }, undefined]);
    await expect(tickets.lookup(1.5)).rejects.toMatchObject({ code: 'invalid-record' });
  });
});

describe('those who listen', () => {
  test('245: are told of all records that one transaction has changed at once, and not of those that it has not', async () => {
    const app = openApp();
    const told: SyncEvent[] = [];
    app.context.subscribe((event) => event.type === 'changed' && told.push(event));
    const records = ['a', 'b'].map((id) => ({ table: 'todoitem', id }));
    await Promise.all([app.todos.insert({ id: 'a', text: 'milk' }), app.todos.insert({ id: 'b', text: 'bread' })]);
    expect(told.splice(0)).toEqual([{ type: 'changed', records }]);
    await app.todos.update({ id: 'a', text: 'milk' });
    expect(told).toEqual([]);
    await pulls(app, stored('c', 'eggs', 1), stored('d', 'tea', 2));
    await pulls(app, stored('c', 'eggs', 1), stored('d', 'coffee', 3));
    expect(told.map((event) => ('records' in event ? event.records : []))).toEqual([
      [
        { table: 'todoitem', id: 'c' },
        { table: 'todoitem', id: 'd' },
      ],
      [{ table: 'todoitem', id: 'd' }],
    ]);
  });
});
