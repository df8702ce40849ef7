import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '@libsql/client/web';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type LibsqlServer, startLibsqlServer } from '../../scripts/libsql-server/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'libsql-server-'));
let server: LibsqlServer;
let count = 0;
let url: string;
let client: Client;

beforeAll(async () => {
  server = await startLibsqlServer({ folder, idleMs: 300, busyMs: 400 });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  count += 1;
  url = `${server.url}/database-${count}/`;
  client = createClient({ url });
  await client.execute('CREATE TABLE t (a PRIMARY KEY, b)');
});

const rowsOf = async (sql: string) => (await client.execute(sql)).rows.map((row) => Array.from(row));
const insert = (a: number) => ({ sql: 'INSERT INTO t (a) VALUES (?)', args: [a] });
const post = (path: string, body: string) => fetch(`${server.url}${path}`, { method: 'POST', body });
const pipeline = (requests: readonly object[], baton: string | null = null) =>
  post(`/database-${count}/v3/pipeline`, JSON.stringify({ baton, requests }));

describe('a value', () => {
  test.each([
    ['NULL', null, 'null'],
    ['a number (REAL, as on every Hrana server)', 1, 'real'],
    ['a bigint', 9_007_199_254_740_993n, 'integer'],
    ['text', 'é 😀', 'text'],
    ['bytes', new Uint8Array([0, 255]).buffer, 'blob'],
  ])('comes back as it went: %s', async (_, value, type) => {
    const exact = createClient({ url, intMode: 'bigint' });
    const { rows } = await exact.execute({ sql: 'SELECT ?1 AS value, typeof(?1) AS type', args: [value] });
    expect(rows.map(Object.values)).toEqual([[value, type]]);
  });

  test('can be bound by name', async () => {
    const { rows } = await client.execute({ sql: 'SELECT :a + @b AS sum', args: { a: 1n, '@b': 2n } });
    expect(rows[0]?.sum).toBe(3);
  });
});

describe('a batch', () => {
  test('is applied whole', async () => {
    await client.batch([insert(1), insert(2)], 'write');
    expect(await rowsOf('SELECT count(*) FROM t')).toEqual([[2]]);
  });

  test('is undone whole when a statement fails, and tells its error', async () => {
    const failed = client.batch([insert(1), insert(2), insert(1)], 'write');
    await expect(failed).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT' });
    expect(await rowsOf('SELECT count(*) FROM t')).toEqual([[0]]);
  });

  test('gives the rows that RETURNING returns', async () => {
    const [result] = await client.batch([{ sql: 'INSERT INTO t VALUES (1, 2) RETURNING b', args: [] }], 'write');
    expect(result?.rows[0]?.b).toBe(2);
  });
});

describe('an interactive transaction', () => {
  test('is seen by others once it is committed, not before', async () => {
    const transaction = await client.transaction('write');
    await transaction.execute(insert(1));
    expect(await rowsOf('SELECT count(*) FROM t')).toEqual([[0]]);
    await transaction.commit();
    expect(await rowsOf('SELECT count(*) FROM t')).toEqual([[1]]);
  });

  test('makes another writer wait for it, then go on', async () => {
    const transaction = await client.transaction('write');
    await transaction.execute(insert(1));
    const other = client.execute(insert(2));
    await transaction.execute(insert(3));
    await transaction.commit();
    await other;
    expect(await rowsOf('SELECT a FROM t ORDER BY rowid')).toEqual([[1], [3], [2]]);
  });

  test('that stays open is SQLITE_BUSY for another writer, all of whose batch is undone', async () => {
    const transaction = await client.transaction('write');
    await transaction.execute(insert(1));
    const stays = setInterval(() => transaction.execute('SELECT 1'), 50);
    await expect(client.batch([insert(2), insert(3)], 'write')).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
    const alone = await pipeline(
      [4, 5].map((a) => ({ type: 'execute', stmt: { sql: `INSERT INTO t VALUES (${a}, 0)` } })),
    );
    const busy = { error: { code: 'SQLITE_BUSY' } };
    expect(await alone.json()).toMatchObject({ baton: null, results: [busy, busy] });
    clearInterval(stays);
    await transaction.commit();
    expect(await rowsOf('SELECT a FROM t')).toEqual([[1]]);
  });

  test('that is forgotten is rolled back, and its stream is gone', async () => {
    const forgotten = await client.transaction('write');
    await forgotten.execute(insert(1));
    await client.execute(insert(2));
    expect(await rowsOf('SELECT a FROM t')).toEqual([[2]]);
    await expect(forgotten.commit()).rejects.toMatchObject({ code: 'STREAM_EXPIRED' });
  });
});

describe('a database', () => {
  test('is another one under another name', async () => {
    await client.execute(insert(1));
    const other = createClient({ url: `${server.url}/other-${count}/` });
    await expect(other.execute('SELECT * FROM t')).rejects.toMatchObject({ code: 'SQLITE_ERROR' });
  });

  test('is "main" without a name', async () => {
    await createClient({ url: server.url }).execute(`CREATE TABLE plain_${count} (a)`);
    const named = createClient({ url: `${server.url}/main/` });
    expect((await named.execute(`SELECT count(*) AS n FROM plain_${count}`)).rows[0]?.n).toBe(0);
  });

  test.each(['/..%2f/v2/pipeline', '/a.b/v2/pipeline', '/a/b/v2/pipeline', '/v4/pipeline', '/'])(
    'is not at an address like %s',
    async (path) => {
      expect((await post(path, '{"requests":[]}')).status).toBe(404);
    },
  );

  test('keeps its rows when the server starts again', async () => {
    const restarted = join(folder, 'restarted');
    const first = await startLibsqlServer({ folder: restarted });
    await createClient({ url: first.url }).batch(['CREATE TABLE t (a)', 'INSERT INTO t VALUES (7)'], 'write');
    await first.stop();
    const second = await startLibsqlServer({ folder: restarted });
    const { rows } = await createClient({ url: second.url }).execute('SELECT a FROM t');
    await second.stop();
    expect(rows[0]?.a).toBe(7);
  });
});

describe('the protocol', () => {
  test.each([
    ['no JSON', '{'],
    ['an unknown request', '{"requests":[{"type":"dance"}]}'],
    ['a baton that nobody gave', '{"baton":"x","requests":[]}'],
  ])('refuses with 400: %s', async (_, body) => {
    const answer = await post('/v2/pipeline', body);
    const problem = { message: expect.any(String), code: expect.any(String) };
    expect([answer.status, await answer.json()]).toEqual([400, problem]);
  });

  test('runs the steps of a batch whose conditions hold', async () => {
    const stmt = { sql: 'SELECT 1' };
    const ok = { type: 'ok', step: 0 };
    const error = { type: 'error', step: 1 };
    const noError = { type: 'error', step: 0 };
    const conditions = [
      undefined,
      undefined,
      ok,
      error,
      { type: 'not', cond: ok },
      { type: 'and', conds: [ok, error] },
      { type: 'or', conds: [{ type: 'not', cond: ok }, noError] },
      { type: 'is_autocommit' },
    ];
    const steps = conditions.map((condition, at) => ({ condition, stmt: at === 1 ? { sql: 'wrong' } : stmt }));
    const answer = await pipeline([{ type: 'batch', batch: { steps } }, { type: 'close' }]);
    expect(await answer.json()).toMatchObject({
      baton: null,
      results: [{ response: { result: { step_results: [{}, null, {}, {}, null, {}, null, {}] } } }, { type: 'ok' }],
    });
  });

  test('keeps SQL texts for a stream, and says whether it is in a transaction', async () => {
    const stored = await pipeline([
      { type: 'store_sql', sql_id: 3, sql: 'BEGIN' },
      { type: 'sequence', sql_id: 3 },
      { type: 'get_autocommit' },
      { type: 'close_sql', sql_id: 3 },
      { type: 'execute', stmt: { sql_id: 3 } },
    ]);
    expect(await stored.json()).toMatchObject({
      results: [{}, {}, { response: { is_autocommit: false } }, {}, { error: { code: 'SQL_STORE_NOT_FOUND' } }],
    });
  });

  test('takes a baton once', async () => {
    const { baton } = z.object({ baton: z.string() }).parse(await (await pipeline([])).json());
    expect((await pipeline([], baton)).status).toBe(200);
    expect((await pipeline([], baton)).status).toBe(400);
  });
});

test('a server with a token refuses whoever lacks it', async () => {
  const guarded = await startLibsqlServer({ folder, authToken: 'secret' });
  const ask = (authToken: string) => createClient({ url: guarded.url, authToken }).execute('SELECT 1 AS one');
  expect((await ask('secret')).rows[0]?.one).toBe(1);
  await expect(ask('other')).rejects.toMatchObject({ code: 'AUTH' });
  await guarded.stop();
});
