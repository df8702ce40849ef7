import { env } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { createApp } from '../../src/app.ts';
import { openD1 } from '../../src/db/d1.ts';
import { db } from './database.ts';
import { uuid } from './db/operations.ts';
import { type Fault, openFaulty } from './faulty-database.ts';
import { todoitem } from './tables.ts';
import { authenticate } from './worker.ts';

function ask(
  faults: readonly Fault[],
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
) {
  const broken = openFaulty(faults);
  const app = createApp({ tables: [todoitem], openDb: () => broken, authenticate });
  const init: RequestInit = { method, headers: { 'Content-Type': 'application/json', ...headers } };
  if (body !== undefined) init.body = JSON.stringify(body);
  return app.fetch(new Request(`http://test.local/tables/todoitem${path}`, init), {});
}

const journalled = async (id: string) => {
  const [rows] = await db.read([{ sql: 'SELECT status FROM sync_journal WHERE pk = ?1', params: [id] }]);
  return rows?.map(({ status }) => status);
};

describe('a connection to the database that is lost once', () => {
  test.each<Fault>(['before the commit', 'after the commit'])(
    '%s does not show, and the write is made once',
    async (fault) => {
      const id = uuid();
      const inserted = await ask([fault], 'POST', '', { id, text: 'a' });
      expect(inserted.status).toBe(201);
      const record: { version: string } = await inserted.json();
      const headers = { 'If-Match': `"${record.version}"` };
      const updated = await ask([fault], 'PATCH', `/${id}`, { text: 'b' }, headers);
      expect([updated.status, await updated.json()]).toEqual([200, expect.objectContaining({ text: 'b' })]);
      expect(await journalled(id)).toEqual([201, 200]);
    },
  );

  test('does not show in a read', async () => {
    expect((await ask(['before the commit'], 'GET', '')).status).toBe(200);
  });
});

describe('a database that stays away', () => {
  test('is a 503 with Retry-After, without SQL or the words of the driver', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
    const id = uuid();
    const answer = await ask(['before the commit', 'before the commit'], 'POST', '', { id, text: 'a' });
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThanOrEqual(1);
    expect(Number(answer.headers.get('Retry-After'))).toBeLessThanOrEqual(5);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ code: 'database_unavailable', retryable: true, status: 503 });
    expect(text).not.toMatch(/secret|SQL|stack|connection lost/i);
    expect(await journalled(id)).toEqual([]);
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
  });

  test('leaves a keyed write to be asked for again, which then is made once', async () => {
    vi.spyOn(console, 'error').mockReturnValueOnce(undefined);
    const id = uuid();
    const key = { 'Idempotency-Key': `"${uuid()}:1"` };
    const first = await ask(['after the commit', 'before the commit'], 'POST', '', { id, text: 'a' }, key);
    expect(first.status).toBe(503);
    const second = await ask([], 'POST', '', { id, text: 'a' }, key);
    expect([second.status, second.headers.get('Idempotent-Replayed')]).toEqual([201, 'true']);
    expect(await journalled(id)).toEqual([201]);
  });
});

test.each([
  ['D1_ERROR: D1 DB is overloaded. Too many requests queued.', 'unavailable'],
  ['D1_ERROR: Network connection lost.', 'unavailable'],
  ['D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.', 'unavailable'],
  ['D1_ERROR: D1 DB reset because its code was updated.', 'unavailable'],
  ['D1_ERROR: string or blob too big: SQLITE_TOOBIG', 'too_large'],
  ['D1_ERROR: no such table: todoitem: SQLITE_ERROR', 'failed'],
])('D1 saying "%s" means %s', async (message, failure) => {
  const binding = { ...env.DB, prepare: () => ({ bind: () => ({}) }), batch: () => Promise.reject(new Error(message)) };
  // @ts-expect-error the driver uses these two methods alone
  const error = await openD1(binding)
    .read([{ sql: 'SELECT 1', params: [] }])
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'DatabaseError', failure, cause: { message } });
});
