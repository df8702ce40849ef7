import { describe, expect, test } from 'vitest';
import { tableCode } from '../../src/code/table-code.ts';
import { ProblemError } from '../../src/protocol/problem.ts';
import { serveCode } from './coded.ts';
import { insertOf, updateOf, uuid, written } from './db/operations.ts';
import { note, ticket, todoitem } from './tables.ts';
import { put, read, todos } from './todo-code.ts';

describe('code that builds on the stored record', () => {
  /** Completes a record, unless it is `locked`; before the n-th write someone else gives it another text. */
  const racing = (others: readonly string[]) => {
    const left = [...others];
    const seen: (string | null | undefined)[] = [];
    const send = todos({
      update: async ({ id = '', stored }, next) => {
        const record = await stored();
        seen.push(record?.text);
        if (record?.text === 'locked') throw new ProblemError('forbidden', 'The item is locked.');
        const text = left.shift();
        if (text !== undefined) expect(await written(todoitem, [updateOf(id, { text })])).toEqual([200]);
        return next();
      },
    });
    return { send, seen };
  };
  const complete = { body: { complete: true } };

  test('225: is judged on the record as it stands, not on what is sent', async () => {
    const { send } = racing([]);
    const id = await put({ text: 'locked' });
    expect((await send('PUT', `/tables/todoitem/${id}`, { body: { text: 'mine' } })).status).toBe(403);
    expect(await read(id)).toMatchObject({ text: 'locked' });
  });

  test('runs again on the new record when another write comes between', async () => {
    const { send, seen } = racing(['new']);
    const id = await put();
    expect(await send('PATCH', `/tables/todoitem/${id}`, complete)).toMatchObject({
      status: 200,
      body: { text: 'new', complete: true },
    });
    expect(seen).toEqual(['old', 'new']);
  });

  test('refuses by the new record', async () => {
    const { send } = racing(['locked']);
    const id = await put();
    expect((await send('PATCH', `/tables/todoitem/${id}`, complete)).status).toBe(403);
    expect(await read(id)).toMatchObject({ text: 'locked', complete: false });
  });

  test('gives up the second time, with a 503 that a repeat of the same key may still turn into a success', async () => {
    const { send } = racing(['new', 'newer']);
    const id = await put();
    const headers = { 'Idempotency-Key': `"${uuid()}:1"` };
    const answer = await send('PATCH', `/tables/todoitem/${id}`, { ...complete, headers });
    expect(answer).toMatchObject({ status: 503, body: { code: 'record_busy', retryable: true } });
    expect(answer.headers.get('Retry-After')).toBe('1');
    expect(await send('PATCH', `/tables/todoitem/${id}`, { ...complete, headers })).toMatchObject({ status: 200 });
  });

  test('tells a conflict of the client from one of its own', async () => {
    const { send, seen } = racing(['new']);
    const id = await put();
    const { version } = await read(id);
    const headers = { 'If-Match': `"${version}"` };
    const answer = await send('PATCH', `/tables/todoitem/${id}`, { ...complete, headers });
    expect(answer).toMatchObject({ status: 412, body: { text: 'new', complete: false } });
    expect(seen).toEqual(['old', 'new']);
  });

  test('sees that there is none, and a record that appears meanwhile is looked at', async () => {
    const id = uuid();
    const seen: unknown[] = [];
    const send = serveCode(
      tableCode(note, {
        update: async ({ stored }, next) => {
          seen.push((await stored())?.text);
          if (seen.length === 1) await written(note, [insertOf(id, { text: 'born' })]);
          return next();
        },
      }),
    );
    expect((await send('PATCH', `/tables/note/${id}`, { body: { text: 'new' } })).status).toBe(200);
    expect(seen).toEqual([undefined, 'born']);
    expect((await send('PATCH', `/tables/note/${uuid()}`, { body: { text: 'new' } })).status).toBe(404);
  });

  test('sees the record whose id an insert would take', async () => {
    const id = await put();
    const send = todos({
      insert: async ({ stored }, next) => {
        const record = await stored();
        return record ?? next();
      },
    });
    const answer = await send('POST', '/tables/todoitem', { body: { id, text: 'new' } });
    expect(answer).toMatchObject({ status: 201, body: { text: 'old' } });
    const fresh = { id: uuid(), text: 'new' };
    expect(await send('POST', '/tables/todoitem', { body: fresh })).toMatchObject({ status: 201, body: fresh });
  });

  test('finds no record before the server has numbered it', async () => {
    const send = serveCode(
      tableCode(ticket, {
        insert: async ({ id, stored }, next) => next({ text: `${id} ${await stored()}` }),
        update: ({ id }, next) => next({ text: `number ${id}` }),
      }),
    );
    const inserted = await send('POST', '/tables/ticket', { body: { text: 'a' } });
    expect(inserted).toMatchObject({ status: 201, body: { text: 'undefined undefined' } });
    const { id } = inserted.body;
    const updated = await send('PATCH', `/tables/ticket/${id}`, { body: { text: 'b' } });
    expect(updated.body).toMatchObject({ id, text: `number ${id}` });
  });
});
