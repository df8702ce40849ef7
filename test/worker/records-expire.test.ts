import { beforeEach, describe, expect, test } from 'vitest';
import { tableCode } from '../../src/code/table-code.ts';
import { string } from '../../src/table/column.ts';
import type { Duration } from '../../src/table/duration.ts';
import { syncTable } from '../../src/table/sync-table.ts';
import { serve } from './coded.ts';
import { db } from './database.ts';
import { uuid } from './db/operations.ts';
import { diary, note, todoitem } from './tables.ts';

/** The same tables, with records that last for a day. */
const recordsExpire = { days: 1 };
const fleeting = [
  syncTable('todoitem', todoitem.columns, { recordsExpire }),
  syncTable('note', note.columns, { recordsExpire, softDelete: false }),
  syncTable('diary', diary.columns, { recordsExpire, owner: 'userId' }),
];
const send = serve({ tables: fleeting });
const hour = 3_600_000;

/** A record that was inserted so many hours ago. */
async function aged(table: string, hours: number, owner = ''): Promise<string> {
  const id = uuid();
  const sql = `INSERT INTO "${table}" (owner, id, text, createdAt) VALUES (?1, ?2, 'old', ?3)`;
  await db.write([{ sql, params: [owner, id, Date.now() - hours * hour] }]);
  return id;
}

describe.each([
  ['todoitem', undefined],
  ['note', undefined],
  ['diary', 'ann'],
])('212: in a table %s whose records expire', (table, user) => {
  const as = user === undefined ? {} : { user };
  let old: string;
  let young: string;
  beforeEach(async () => {
    old = await aged(table, 25, user);
    young = await aged(table, 23, user);
  });

  test('those that have are in no list, and are not counted', async () => {
    for (const query of ['', '&__includeDeleted=true', '&$skip=0', '&$orderby=createdAt']) {
      const path = `/tables/${table}?$filter=id in ('${old}','${young}')&$count=true${query}`;
      const { body } = await send('GET', path, as);
      expect(body).toMatchObject({ count: 1, items: [{ id: young }] });
    }
  });

  test.each(['2.0.0', '3.0.0'])(
    'those that have cannot be read, changed or deleted, in dialect %s',
    async (version) => {
      const headers = { 'ZUMO-API-VERSION': version };
      const attempts = (id: string) => [
        send('GET', `/tables/${table}/${id}`, { ...as, headers }),
        send('PATCH', `/tables/${table}/${id}`, { ...as, headers, body: { text: 'new' } }),
        send('PUT', `/tables/${table}/${id}`, { ...as, headers, body: { text: 'new' } }),
        send('DELETE', `/tables/${table}/${id}`, { ...as, headers }),
      ];
      const answers = await Promise.all(attempts(old));
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
      for (const { headers: sent, body } of answers) {
        expect([sent.has('ETag'), JSON.stringify(body)]).toEqual([false, expect.not.stringContaining('old')]);
      }
      const [rows] = await db.read([{ sql: `SELECT text, deleted FROM "${table}" WHERE id = ?1`, params: [old] }]);
      expect(rows).toEqual([{ text: 'old', deleted: 0 }]);
      expect((await send('PATCH', `/tables/${table}/${young}`, { ...as, headers, body: { text: 'new' } })).status).toBe(
        200,
      );
    },
  );

  test('the id of one that has is still taken, and the answer does not show it', async () => {
    const answer = await send('POST', `/tables/${table}`, { ...as, body: { id: old, text: 'new' } });
    expect(answer).toMatchObject({ status: 409, body: { code: 'record_exists' } });
    expect(JSON.stringify(answer.body)).not.toContain('"text"');
  });

  test('a new one can be seen', async () => {
    const { status, body } = await send('POST', `/tables/${table}`, { ...as, body: { text: 'new' } });
    expect(status).toBe(201);
    expect((await send('GET', `/tables/${table}/${body.id}`, as)).status).toBe(200);
  });
});

test('a deleted record that has expired cannot be brought back', async () => {
  const id = await aged('todoitem', 25);
  await db.write([{ sql: 'UPDATE todoitem SET deleted = 1 WHERE id = ?1', params: [id] }]);
  const headers = { 'ZUMO-API-VERSION': '2.0.0' };
  expect((await send('POST', `/tables/todoitem/${id}`, { headers })).status).toBe(404);
  expect((await send('PATCH', `/tables/todoitem/${id}`, { body: { deleted: false } })).status).toBe(404);
});

test('a repeated key whose record has expired is answered without it', async () => {
  const headers = { 'Idempotency-Key': `"${uuid()}:1"` };
  const sent = { headers, body: { id: uuid(), text: 'a' } };
  expect((await send('POST', '/tables/todoitem', sent)).status).toBe(201);
  const shortly = serve({ tables: [syncTable('todoitem', todoitem.columns, { recordsExpire: { seconds: 0.001 } })] });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const again = await shortly('POST', '/tables/todoitem', sent);
  expect([again.status, again.headers.get('Idempotent-Replayed'), again.body]).toEqual([201, 'true', {}]);
});

test('code sees no record that has expired', async () => {
  const [table] = fleeting;
  if (table === undefined) throw new Error('There is no table.');
  const coded = serve({
    tables: fleeting,
    code: [
      tableCode(table, {
        update: async ({ stored }, next) => {
          expect(await stored()).toBeUndefined();
          return next();
        },
      }),
    ],
    api: (api) =>
      void api.get('/read/:id', async (c) =>
        c.json({ found: (await c.var.tables(table).read(c.req.param('id'))) ?? null }),
      ),
  });
  const id = await aged('todoitem', 25);
  expect((await coded('PATCH', `/tables/todoitem/${id}`, { body: { text: 'new' } })).status).toBe(404);
  expect((await coded('GET', `/api/read/${id}`)).body).toEqual({ found: null });
});

test.each<[Duration]>([[{}], [{ days: -1 }], [{ hours: Number.NaN }], [{ weeks: Infinity }]])(
  'records cannot expire after %j',
  (duration) => {
    expect(() => syncTable('t', { text: string() }, { recordsExpire: duration })).toThrow(/recordsExpire/);
  },
);

test.each([
  [{ seconds: 1 }, 1000],
  [{ weeks: 1, days: 1, hours: 1, minutes: 1, seconds: 1 }, 694_861_000],
])('%j is %i ms', (duration, ms) => {
  expect(syncTable('t', { text: string() }, { recordsExpire: duration }).expireAfterMs).toBe(ms);
});
