import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import { tableCode } from '../../src/code/table-code.ts';
import { ProblemError } from '../../src/protocol/problem.ts';
import { syncTable } from '../../src/table/sync-table.ts';
import { serve, serveCode } from './coded.ts';
import { db } from './database.ts';
import { uuid } from './db/operations.ts';
import { kitchen, ticket, todoitem } from './tables.ts';
import { type Hooks, plain, put, read, todos } from './todo-code.ts';

describe.each(['2.0.0', '3.0.0'])('code around a write, in dialect %s', (version) => {
  const headers = { 'ZUMO-API-VERSION': version };

  test('224: changes what is written, and the answer and the stored record show it', async () => {
    const id = uuid();
    const send = todos({
      insert: ({ principal, values }, next) => next({ text: `${values.text} by ${principal?.id}` }),
      update: ({ values }, next) => next({ complete: values.text === 'done' }),
    });
    const inserted = await send('POST', '/tables/todoitem', { user: 'ann', headers, body: { id, text: 'milk' } });
    expect(inserted).toMatchObject({ status: 201, body: { id, text: 'milk by ann', complete: false } });
    expect(inserted.headers.get('ETag')).toBe(`"${inserted.body.version}"`);
    expect(await read(id)).toMatchObject({ text: 'milk by ann' });
    const updated = await send('PATCH', `/tables/todoitem/${id}`, { headers, body: { text: 'done' } });
    expect(updated).toMatchObject({ status: 200, body: { text: 'done', complete: true } });
    expect(await read(id)).toMatchObject({ text: 'done', complete: true });
  });

  test.each([
    ['rejected', 400],
    ['authentication_required', 401],
    ['forbidden', 403],
    ['record_not_found', 404],
    ['record_exists', 409],
  ] as const)('37, 223: refuses as "%s" with %i, and nothing is stored', async (code, status) => {
    const id = uuid();
    const send = todos({
      insert: async () => {
        throw new ProblemError(code, 'Not on Sundays.');
      },
    });
    const answer = await send('POST', '/tables/todoitem', { headers, body: { id, text: 'a' } });
    expect(answer).toMatchObject({ status, body: { code, error: 'Not on Sundays.' } });
    expect(await read(id)).toMatchObject({ code: 'record_not_found' });
  });

  test('223: that fails otherwise is a 500 without its message', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValueOnce(undefined);
    const send = todos({
      update: async () => {
        throw new Error('secret');
      },
    });
    const answer = await send('PATCH', `/tables/todoitem/${await put()}`, { headers, body: { text: 'a' } });
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([500, expect.not.stringContaining('secret')]);
    expect(log).toHaveBeenCalledOnce();
  });

  test('takes the place of the operation when it does not go on', async () => {
    const id = await put();
    const send = todos({ delete: ({ id: named = '', tables }) => tables(todoitem).update(named, { complete: true }) });
    const answer = await send('DELETE', `/tables/todoitem/${id}`, { headers });
    expect(answer.status).toBe(version === '2.0.0' ? 200 : 204);
    expect(await read(id)).toMatchObject({ id, complete: true, deleted: false });
  });

  test('shows another record than was written', async () => {
    const id = await put();
    const send = todos({ update: async (_, next) => ({ ...(await next()), text: 'hidden' }) });
    const answer = await send('PATCH', `/tables/todoitem/${id}`, { headers, body: { text: 'new' } });
    expect(answer).toMatchObject({ status: 200, body: { id, text: 'hidden' } });
    expect(answer.headers.get('ETag')).toBe(`"${answer.body.version}"`);
    expect(await read(id)).toMatchObject({ text: 'new', version: answer.body.version });
  });

  test('leaves a conflict to the protocol, with the record to resolve against', async () => {
    const id = await put();
    const send = todos({ update: (_, next) => next() });
    const stale = { ...headers, 'If-Match': '"0123456789abcdef"' };
    const answer = await send('PATCH', `/tables/todoitem/${id}`, { headers: stale, body: { text: 'new' } });
    expect(answer).toMatchObject({ status: 412, body: { id, text: 'old' } });
  });

  test('may catch a conflict and answer otherwise', async () => {
    const id = await put();
    const send = todos({
      update: async ({ stored }, next) => {
        try {
          return await next();
        } catch (error) {
          const record = await stored();
          if (error instanceof ProblemError && error.code === 'precondition_failed' && record) return record;
          throw error;
        }
      },
    });
    const stale = { ...headers, 'If-Match': '"0123456789abcdef"' };
    const answer = await send('PATCH', `/tables/todoitem/${id}`, { headers: stale, body: { text: 'new' } });
    expect(answer).toMatchObject({ status: 200, body: { text: 'old' } });
  });
});

test('code is told who asks, for what, and by which headers', async () => {
  const told: unknown[] = [];
  const send = todos({
    undelete: ({ table, principal, dialect, operation, id, headers }, next) => {
      told.push(table.name, principal, dialect, operation, id, headers.get('X-Reason'));
      return next();
    },
  });
  const id = await put();
  await plain('DELETE', `/tables/todoitem/${id}`);
  const headers = { 'ZUMO-API-VERSION': '2.0.0', 'X-Reason': 'mistake' };
  expect((await send('POST', `/tables/todoitem/${id}`, { user: 'ann', headers })).status).toBe(201);
  expect(told).toEqual(['todoitem', { id: 'ann' }, '2.0', 'undelete', id, 'mistake']);
});

test('code sees and gives values as they are on the wire', async () => {
  const seen: unknown[] = [];
  const send = serveCode(
    tableCode(kitchen, {
      insert: async ({ values }, next) => {
        seen.push(values);
        const stored = await next({ due: '2026-01-02T03:04:05.678Z', value: 0.1, meta: { a: [1] }, complete: true });
        seen.push(stored.due, stored.value, stored.meta, stored.complete);
        return stored;
      },
    }),
  );
  const body = { due: '2025-01-01T00:00:00Z', big: '12345678901234567890' };
  const answer = await send('POST', '/tables/kitchen', { body });
  const sent = { text: null, value: null, count: null, complete: false, meta: null, ...body };
  expect(seen).toEqual([
    { ...sent, due: '2025-01-01T00:00:00.000Z' },
    '2026-01-02T03:04:05.678Z',
    0.1,
    { a: [1] },
    true,
  ]);
  expect(answer).toMatchObject({
    status: 201,
    body: { due: '2026-01-02T03:04:05.678Z', value: 0.1, meta: { a: [1] } },
  });
});

describe('code cannot be passed by', () => {
  const frozen = todos({
    update: async () => {
      throw new ProblemError('forbidden', 'Nothing changes.');
    },
  });

  test.each([
    ['PATCH', '', { text: 'new' }],
    ['PUT', '', { text: 'new' }],
    ['PATCH', '', { text: 'new', deleted: false }],
    ['PATCH', '', { text: 'new', deleted: true }],
    ['PUT', '?__includeDeleted=true', { text: 'new' }],
  ])('by %s %s with %j', async (method, query, body) => {
    const id = await put();
    expect((await frozen(method, `/tables/todoitem/${id}${query}`, { body })).status).toBe(403);
    expect(await read(id)).toMatchObject({ text: 'old', deleted: false });
  });

  test('while what only deletes is no update', async () => {
    const id = await put();
    expect((await frozen('PATCH', `/tables/todoitem/${id}`, { body: { deleted: true } })).status).toBe(200);
  });

  test('and of two functions the outer one sees what the inner one shows', async () => {
    const id = await put();
    const send = todos({
      update: async (_, next) => ({ ...(await next({ complete: true })), text: 'by update' }),
      delete: async (_, next) => ({ ...(await next({ text: 'by delete' })), version: 'none' }),
    });
    const answer = await send('PATCH', `/tables/todoitem/${id}`, { body: { text: 'new', deleted: true } });
    expect(answer.body).toMatchObject({ text: 'by update', complete: true, deleted: true, version: 'none' });
  });
});

describe('an operation that is repeated under its key', () => {
  test.each([
    ['', { id: uuid() }],
    [', although it names no id', {}],
  ])('runs no code, and is answered as it was, whatever code would make of it now%s', async (_, named) => {
    let calls = 0;
    const send = todos({
      insert: (_, next) => {
        calls += 1;
        if (calls > 1) throw new ProblemError('forbidden', 'One item is enough.');
        return next({ text: `call ${calls} ${uuid()}` });
      },
    });
    const sent = { headers: { 'Idempotency-Key': `"${uuid()}:1"` }, body: { ...named, text: 'a' } };
    const first = await send('POST', '/tables/todoitem', sent);
    const again = await send('POST', '/tables/todoitem', sent);
    expect([first.status, again.status, again.headers.get('Idempotent-Replayed')]).toEqual([201, 201, 'true']);
    expect(again.body).toEqual(first.body);
    const misused = { ...sent, body: { ...sent.body, text: 'b' } };
    expect(await send('POST', '/tables/todoitem', misused)).toMatchObject({
      status: 422,
      body: { code: 'key_reused' },
    });
    expect(calls).toBe(1);
  });
});

test('an operation goes on once', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValueOnce(undefined);
  const send = todos({ update: async (_, next) => ({ ...(await next()), ...(await next()) }) });
  const id = await put();
  expect((await send('PATCH', `/tables/todoitem/${id}`, { body: { text: 'new' } })).status).toBe(500);
  expect(log.mock.calls[0]?.[0]).toContain('called twice');
});

test('a table without the code that is asked for is as it is', async () => {
  const send = todos({ read: (_, next) => next() });
  const { status, body } = await send('POST', '/tables/todoitem', { body: { text: 'a' } });
  expect([status, (await send('PATCH', `/tables/todoitem/${body.id}`, { body: { text: 'b' } })).status]).toEqual([
    201, 200,
  ]);
});

test.each([
  ['twice for a table', [tableCode(todoitem, {}), tableCode(todoitem, {})]],
  ['for a table that is not served', [tableCode(syncTable('other', {}), {})]],
])('code cannot be given %s', (_, code) => {
  expect(() => serveCode(...code)).toThrow(/is not served, or is given code twice/);
});

test('code has the types of its table', () => {
  tableCode(todoitem, {
    insert: async ({ values, stored }, next) => {
      expectTypeOf(values.text).toEqualTypeOf<string | null | undefined>();
      expectTypeOf(values.complete).toEqualTypeOf<boolean | undefined>();
      expectTypeOf((await stored())?.version).toEqualTypeOf<string | undefined>();
      // @ts-expect-error the table has no such column
      await next({ txt: 'a' });
      // @ts-expect-error the column takes text
      return next({ text: 5 });
    },
    // @ts-expect-error an answer is a whole record
    update: async () => ({ text: 'a' }),
  });
  tableCode(ticket, {
    afterCommit: ({ record }) => void expectTypeOf(record.id).toEqualTypeOf<number>(),
  });
});

const key = { 'Idempotency-Key': 'one-of-its-own' };
const look: Hooks = {
  update: async ({ stored }, next) => {
    await stored();
    return next();
  },
};

test.each<[string, Hooks | undefined, Record<string, string>, number]>([
  ['nothing', undefined, {}, 1],
  ['code for other operations', { insert: (_, next) => next() }, {}, 1],
  ['code after the commit', { afterCommit: () => {} }, key, 1],
  ['code that does not look', { update: (_, next) => next() }, {}, 1],
  ['code that looks', look, {}, 2],
  ['a view', { view: () => 'true' }, {}, 2],
  ['a view and code that looks, with a key', { view: () => 'true', ...look }, key, 2],
])('with %s around it, a write asks the database no more than it must', async (_, hooks, headers, calls) => {
  let called = 0;
  const counted =
    <Args extends unknown[], Result>(call: (...args: Args) => Result) =>
    (...args: Args): Result => {
      called += 1;
      return call(...args);
    };
  const send = serve({
    code: hooks === undefined ? [] : [tableCode(todoitem, hooks)],
    openDb: () => ({ read: counted(db.read), write: counted(db.write) }),
  });
  const id = await put();
  const user = uuid();
  expect((await send('PATCH', `/tables/todoitem/${id}`, { user, headers, body: { text: 'new' } })).status).toBe(200);
  expect(called).toBe(calls);
});
