/** What the log says of a request that failed, and what it keeps to itself. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tableCode } from '../../src/code/table-code.ts';
import { DatabaseError, type Db } from '../../src/db/db.ts';
import { type Send, serve } from './coded.ts';
import { todoitem } from './tables.ts';

const lines: string[] = [];
beforeEach(() => {
  lines.length = 0;
  vi.spyOn(console, 'error').mockImplementation((line) => void lines.push(String(line)));
});
afterEach(() => void vi.restoreAllMocks());

const fail = () => Promise.reject(new DatabaseError('failed', new Error('D1_ERROR: no such table')));
const broken: Db = { read: fail, write: fail };
const send = serve({ openDb: () => broken });
const headers = {
  'X-Request-Id': 'request-7',
  Authorization: 'Bearer canary-token',
  'X-ZUMO-AUTH': 'canary-token',
  Cookie: 'session=canary-cookie',
  'Idempotency-Key': '"canary-key:1"',
};

test.each<readonly [string, (send: Send) => ReturnType<Send>]>([
  ['GET /tables/todoitem/...', (send) => send('GET', '/tables/todoitem/canary-id', { headers })],
  ['GET /tables/todoitem', (send) => send('GET', "/tables/todoitem?$filter=text eq 'canary-filter'", { headers })],
  ['POST /tables/todoitem', (send) => send('POST', '/tables/todoitem', { headers, body: { text: 'canary-body' } })],
  [
    'PATCH /tables/todoitem/...',
    (send) => send('PATCH', '/tables/todoitem/canary', { headers, body: { text: 'canary' } }),
  ],
  [
    'PATCH /tables/todoitem/...',
    (send) => {
      const url = 'http://test.local/tables/todoitem/canary-id?x=canary-query';
      const requests = [{ id: 'canary', method: 'patch', url, body: { text: 'canary' } }];
      return send('POST', '/$batch', { headers, body: { requests } });
    },
  ],
])('%s', async (request, ask) => {
  const { headers: told } = await ask(send);
  expect(told.get('X-Request-Id')).toBe('request-7');
  const [line = '', ...others] = lines;
  expect(others).toEqual([]);
  expect(JSON.parse(line)).toMatchObject({ level: 'error', requestId: 'request-7' });
  const { method, path } = JSON.parse(line);
  expect(`${method} ${path}`).toBe(request);
  expect(line).not.toContain('canary');
});

test('the problem of a failure names its line in the log, and tells nothing of it', async () => {
  const { status, body } = await send('GET', '/tables/todoitem', { headers });
  expect([status, body]).toEqual([500, expect.objectContaining({ code: 'internal_error', requestId: 'request-7' })]);
  expect(JSON.stringify(body)).not.toMatch(/D1|no such table/);
});

test('what fails behind an answer is logged under its name', async () => {
  const afterCommit = async () => {
    throw new Error('the mail is down');
  };
  const coded = serve({ code: [tableCode(todoitem, { afterCommit })] });
  expect((await coded('POST', '/tables/todoitem', { headers: { 'X-Request-Id': 'request-8' }, body: {} })).status).toBe(
    201,
  );
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ requestId: 'request-8', path: '/tables/todoitem' });
});

test('what clients do wrong is not logged', async () => {
  await send('GET', '/tables/nothing');
  await send('GET', '/tables/todoitem?$filter=nothing eq 1');
  await send('POST', '/tables/todoitem', { body: { nothing: 1 } });
  expect(lines).toEqual([]);
});
