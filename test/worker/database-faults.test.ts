/** Every database call of every write, lost before and after its commit. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createApp } from '../../src/app.ts';
import { tableCode } from '../../src/code/table-code.ts';
import type { Db } from '../../src/db/db.ts';
import { db } from './database.ts';
import { uuid } from './db/operations.ts';
import { type Fault, openFaulty } from './faulty-database.ts';
import { note, todoitem } from './tables.ts';

beforeAll(() => {
  vi.spyOn(console, 'error').mockReturnValue(undefined);
});
afterAll(() => {
  vi.restoreAllMocks();
});

/** Code that reads the stored record first, so that a write takes several calls. */
const code = [
  tableCode(note, {
    update: async ({ stored }, next) => {
      await stored();
      return next();
    },
    delete: async ({ stored }, next) => {
      await stored();
      return next();
    },
  }),
];

type Sent = { readonly method: string; readonly path: string; readonly body?: object; readonly key?: string };

async function send(on: Db, { method, path, body, key }: Sent): Promise<Response> {
  const app = createApp({ tables: [todoitem, note], code, openDb: () => on });
  const headers = { 'Content-Type': 'application/json', ...(key === undefined ? {} : { 'Idempotency-Key': key }) };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  return app.fetch(new Request(`http://test.local${path}`, init), {});
}

const written = async (id: string): Promise<number> => {
  const sql = 'SELECT count(*) AS n FROM sync_journal WHERE pk = ?1 AND status IN (200, 201)';
  const [rows] = await db.read([{ sql, params: [id] }]);
  return Number(rows?.[0]?.n);
};

/** The write of a kind on a record of its own, which what the kind needs has been done to. */
async function prepare(table: string, kind: string): Promise<{ readonly id: string; readonly sent: Sent }> {
  const id = uuid();
  const [collection, record] = [`/tables/${table}`, `/tables/${table}/${id}`];
  const key = `"${uuid()}:1"`;
  if (kind !== 'insert') await send(db, { method: 'POST', path: collection, body: { id, text: 'a' } });
  if (kind === 'undelete') await send(db, { method: 'DELETE', path: record });
  const kinds: Record<string, Sent> = {
    insert: { method: 'POST', path: collection, body: { id, text: 'a' }, key },
    update: { method: 'PATCH', path: record, body: { text: 'b' }, key },
    replace: { method: 'PUT', path: record, body: { id, text: 'b' }, key },
    delete: { method: 'DELETE', path: record, key },
    undelete: { method: 'PATCH', path: record, body: { deleted: false }, key },
  };
  const sent = kinds[kind];
  if (sent === undefined) throw new Error(`There is no write "${kind}".`);
  return { id, sent };
}

const ways: readonly Fault[] = ['before the commit', 'after the commit'];
const pairs = ways.flatMap((first) => ways.map((second) => [first, second] as const));

describe.each([
  ['todoitem', 'insert'],
  ['todoitem', 'update'],
  ['todoitem', 'replace'],
  ['todoitem', 'delete'],
  ['todoitem', 'undelete'],
  ['note', 'insert'],
  ['note', 'update'],
  ['note', 'delete'],
])('a write to %s, %s,', (table, kind) => {
  test('whose connection is lost twice at any call is a 503, and under its key is then made once', async () => {
    const tried = openFaulty([]);
    await send(tried, (await prepare(table, kind)).sent);
    expect(tried.calls()).toBeGreaterThan(0);
    for (let call = 0; call < tried.calls(); call += 1) {
      for (const pair of pairs) {
        const { id, sent } = await prepare(table, kind);
        const before = await written(id);
        const faults = [...Array.from({ length: call }, () => undefined), ...pair];
        const lost = await send(openFaulty(faults), sent);
        expect([call, pair, lost.status]).toEqual([call, pair, 503]);
        expect(Number(lost.headers.get('Retry-After'))).toBeGreaterThan(0);
        expect(await lost.json()).toMatchObject({ code: 'database_unavailable', retryable: true });
        const again = await send(db, sent);
        expect([call, pair, again.ok, await written(id)]).toEqual([call, pair, true, before + 1]);
      }
    }
  });

  test('whose connection is lost once at any call succeeds, and is made once', async () => {
    for (let call = 0; call < 3; call += 1) {
      for (const way of ways) {
        const { id, sent } = await prepare(table, kind);
        const before = await written(id);
        const answer = await send(openFaulty([...Array.from({ length: call }, () => undefined), way]), sent);
        expect([call, way, answer.ok, await written(id)]).toEqual([call, way, true, before + 1]);
      }
    }
  });
});
