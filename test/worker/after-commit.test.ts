import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { describe, expect, test, vi } from 'vitest';
import { type Commit, tableCode } from '../../src/code/table-code.ts';
import { webhook } from '../../src/code/webhook.ts';
import { ProblemError } from '../../src/protocol/problem.ts';
import { type Sent, serveCode } from './coded.ts';
import { insertOf, uuid, written } from './db/operations.ts';
import { note, todoitem } from './tables.ts';

type Todo = Commit<typeof todoitem>;

/** A service whose commits are recorded; `ask` waits until all work behind the answer is done. */
function recording(afterCommit?: (commit: Todo) => void | Promise<void>) {
  const commits: Todo[] = [];
  const send = serveCode(
    tableCode(todoitem, {
      afterCommit: (commit) => {
        commits.push(commit);
        return afterCommit?.(commit);
      },
    }),
  );
  const ask = async (method: string, path: string, sent: Sent = {}) => {
    const execution = createExecutionContext();
    const answer = await send(method, `/tables/todoitem${path}`, { ...sent, execution });
    await waitOnExecutionContext(execution);
    return answer;
  };
  return { ask, commits };
}

test('224: after each write that was made, code is told what was done, and to which record', async () => {
  const { ask, commits } = recording();
  const id = uuid();
  const headers = { 'ZUMO-API-VERSION': '2.0.0' };
  await ask('POST', '', { user: 'ann', body: { id, text: 'a' } });
  await ask('PATCH', `/${id}`, { body: { text: 'b' } });
  await ask('PUT', `/${id}`, { body: { text: 'c' } });
  await ask('DELETE', `/${id}`);
  await ask('POST', `/${id}`, { headers });
  expect(commits.map(({ operation, record }) => [operation, record.text, record.deleted])).toEqual([
    ['insert', 'a', false],
    ['update', 'b', false],
    ['update', 'c', false],
    ['delete', 'c', true],
    ['undelete', 'c', false],
  ]);
  expect(commits[0]).toMatchObject({ id, principal: { id: 'ann' }, record: { id, complete: false }, dialect: '3.0' });
});

test('a record that is gone for good is told as it was', async () => {
  const told: unknown[] = [];
  const send = serveCode(
    tableCode(note, { afterCommit: ({ operation, record }) => void told.push(operation, record.text) }),
  );
  const id = uuid();
  await written(note, [insertOf(id, { text: 'old' })]);
  expect((await send('DELETE', `/tables/note/${id}`)).status).toBe(204);
  expect(told).toEqual(['delete', 'old']);
});

describe('nothing is told of', () => {
  test('a write that is refused, or repeated', async () => {
    const { ask, commits } = recording();
    const id = uuid();
    const sent = { headers: { 'Idempotency-Key': `"${uuid()}:1"` }, body: { id, text: 'a' } };
    await ask('POST', '', sent);
    expect((await ask('POST', '', sent)).headers.get('Idempotent-Replayed')).toBe('true');
    expect((await ask('POST', '', { body: { id, text: 'a' } })).status).toBe(201);
    expect((await ask('POST', '', { body: { id, text: 'b' } })).status).toBe(409);
    const stale = { headers: { 'If-Match': '"0123456789abcdef"' }, body: { text: 'b' } };
    expect((await ask('PATCH', `/${id}`, stale)).status).toBe(412);
    expect((await ask('DELETE', `/${uuid()}`)).status).toBe(404);
    expect((await ask('POST', '', { body: { text: 5 } })).status).toBe(400);
    expect(commits).toHaveLength(1);
  });

  test('an operation whose place code takes; a write that code then answers otherwise is told of', async () => {
    const told: string[] = [];
    const send = serveCode(
      tableCode(todoitem, {
        update: async ({ stored }) => (await stored()) ?? Promise.reject(new Error('There is no record.')),
        delete: async (_, next) => {
          await next();
          throw new ProblemError('rejected', 'Too late.');
        },
        afterCommit: ({ operation }) => void told.push(operation),
      }),
    );
    const { body } = await send('POST', '/tables/todoitem', { body: { text: 'a' } });
    expect((await send('PATCH', `/tables/todoitem/${body.id}`, { body: { text: 'b' } })).status).toBe(200);
    expect((await send('DELETE', `/tables/todoitem/${body.id}`)).status).toBe(400);
    expect(told).toEqual(['insert', 'delete']);
  });
});

describe('work after a commit', () => {
  test('does not hold up the answer, and the runtime waits for it', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let done = false;
    const send = serveCode(
      tableCode(todoitem, {
        afterCommit: async () => {
          await held;
          done = true;
        },
      }),
    );
    const execution = createExecutionContext();
    const answer = await send('POST', '/tables/todoitem', { body: { text: 'a' }, execution });
    expect([answer.status, done]).toEqual([201, false]);
    release();
    await waitOnExecutionContext(execution);
    expect(done).toBe(true);
  });

  test.each([
    ['at once', () => Promise.reject(new Error('no luck'))],
    [
      'before it has begun',
      () => {
        throw new Error('no luck');
      },
    ],
  ])('that fails %s is logged, without the record, and does not change the answer', async (_, afterCommit) => {
    const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
    const { ask } = recording(afterCommit);
    expect((await ask('POST', '', { body: { text: 'private' } })).status).toBe(201);
    expect(log).toHaveBeenCalledOnce();
    const [line] = log.mock.calls[0] ?? [];
    expect(line).toContain('no luck');
    expect(line).not.toContain('private');
    log.mockRestore();
  });

  test('may write to other tables, whose code does not run for it', async () => {
    const id = uuid();
    const notes = tableCode(note, {
      insert: async () => {
        throw new ProblemError('forbidden', 'Notes are made by the server.');
      },
    });
    const send = serveCode(
      notes,
      tableCode(todoitem, {
        afterCommit: async ({ tables, record }) => {
          await tables(note).insert({ id, text: `noted: ${record.text}` });
        },
      }),
    );
    const execution = createExecutionContext();
    await send('POST', '/tables/todoitem', { body: { text: 'a' }, execution });
    await waitOnExecutionContext(execution);
    expect((await send('GET', `/tables/note/${id}`)).body).toMatchObject({ text: 'noted: a' });
    expect((await send('POST', '/tables/note', { body: { text: 'b' } })).status).toBe(403);
  });
});

describe('213: a webhook', () => {
  const hooked = (answer: Response) => {
    const sent: [unknown, RequestInit | undefined][] = [];
    const afterCommit = webhook('http://hook.test/todo?token=1', async (url, init) => {
      sent.push([url, init]);
      return answer;
    });
    return { ...recording(afterCommit), sent };
  };

  test('is sent the operation, the record and the user', async () => {
    const { ask, sent } = hooked(new Response());
    const { body } = await ask('POST', '', { user: 'ann', body: { text: 'a' } });
    expect(sent).toMatchObject([['http://hook.test/todo?token=1', { method: 'POST' }]]);
    expect(JSON.parse(String(sent[0]?.[1]?.body))).toEqual({
      operation: 'insert',
      item: body,
      table: 'todoitem',
      userId: 'ann',
      id: body.id,
    });
  });

  test('that fails is logged without its address, and the client does not notice', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
    const { ask } = hooked(new Response(null, { status: 500 }));
    expect((await ask('POST', '', { body: { text: 'a' } })).status).toBe(201);
    expect(log).toHaveBeenCalledOnce();
    expect(log.mock.calls[0]?.[0]).toContain('The webhook of table \\"todoitem\\" answered 500.');
    expect(log.mock.calls[0]?.[0]).not.toContain('token');
    log.mockRestore();
  });
});
