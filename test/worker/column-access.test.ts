/** Columns that clients may not see, not write, or write once: on every way to a record. */
import { beforeAll, describe, expect, test } from 'vitest';
import { tableCode } from '../../src/code/table-code.ts';
import { boolean, date, integer, json, number, string } from '../../src/table/column.ts';
import { syncTable } from '../../src/table/sync-table.ts';
import { serve } from './coded.ts';
import { db } from './database.ts';
import { uuid } from './db/operations.ts';
import { creationOf } from './made-table.ts';

const ware = syncTable('ware', {
  name: string(),
  margin: number({ access: 'hidden' }),
  blocked: boolean({ default: false, access: 'hidden' }),
  price: number({ access: 'readOnly' }),
  stock: integer({ default: 0, access: 'readOnly' }),
  sku: string({ required: true, access: 'writeOnce' }),
  made: date({ access: 'writeOnce' }),
  origin: json({ access: 'writeOnce' }),
});

/** What is in the database, set by whoever keeps the shop. */
const kept = { margin: 0.4, blocked: 1, price: 9.75, stock: 12 };
const shown = { name: 'tea', price: 9.75, stock: 12, sku: 'T-1', made: '2026-01-02T03:04:05.678Z', origin: { of: 1 } };
const inserted = { name: 'tea', sku: 'T-1', made: shown.made, origin: shown.origin };

beforeAll(() => db.write(creationOf(ware)));

const versions = ['2.0.0', '3.0.0'];
const send = serve({ tables: [ware], swagger: true });
const at = (id: string) => `/tables/ware/${id}`;

async function put(version: string): Promise<string> {
  const id = uuid();
  const headers = { 'ZUMO-API-VERSION': version };
  expect((await send('POST', '/tables/ware', { headers, body: { id, ...inserted } })).status).toBe(201);
  const { margin, blocked, price, stock } = kept;
  const sql = 'UPDATE ware SET margin = ?1, blocked = ?2, price = ?3, stock = ?4 WHERE id = ?5';
  await db.write([{ sql, params: [margin, blocked, price, stock, id] }]);
  return id;
}

async function stored(id: string): Promise<unknown> {
  const [rows] = await db.read([{ sql: 'SELECT * FROM ware WHERE id = ?1', params: [id] }]);
  return rows?.[0];
}

describe.each(versions)('in dialect %s', (version) => {
  const headers = { 'ZUMO-API-VERSION': version };

  test('no answer has a hidden column', async () => {
    const id = await put(version);
    const change = { headers, body: { name: 'tea' } };
    const conflict = { headers: { ...headers, 'If-Match': '"0000000000000000"' }, body: { name: 'no' } };
    const track = { headers: { ...headers, Prefer: 'odata.track-changes' } };
    const answers = [
      await send('GET', at(id), { headers }),
      await send('GET', `/tables/ware?$filter=id eq '${id}'`, { headers }),
      await send('GET', '/tables/ware', track),
      await send('PATCH', at(id), change),
      await send('PATCH', at(id), conflict),
      await send('PUT', at(id), change),
      await send('POST', '/tables/ware', { headers, body: { id, ...inserted } }),
      await send('DELETE', at(id), { headers }),
      await send('GET', '/', { headers }),
      await send('GET', '/swagger', { headers }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([
      ...[200, 200, 200, 200, 412, 200, 409],
      ...[version === '2.0.0' ? 200 : 204, 200, 200],
    ]);
    expect(answers[0]?.body).toMatchObject(shown);
    for (const { body } of answers) expect(JSON.stringify(body)).not.toMatch(/margin|blocked/);
  });

  test.each([
    ['$filter=margin gt 0', '$filter (at 0): The table has no member "margin".'],
    ['$filter=blocked', '$filter (at 0): The table has no member "blocked".'],
    ['$orderby=margin', '$orderby (at 0): The table has no member "margin".'],
    ['$select=id,margin', '$select (at 3): The table has no member "margin".'],
  ])('a query cannot name a hidden column: %s', async (query, detail) => {
    const answer = await send('GET', `/tables/ware?${query}`, { headers });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_query', error: detail } });
    const posted = { headers: { ...headers, 'Content-Type': 'text/plain' } };
    const { requestId: _, ...refusal } = answer.body;
    expect((await send('POST', `/tables/ware/$query?${query}`, posted)).body).toMatchObject(refusal);
  });

  test.each(['readOnly', 'writeOnce'])('a query can name a %s column', async () => {
    const id = await put(version);
    const query = `/tables/ware?$filter=price gt 9 and sku eq 'T-1' and id eq '${id}'&$orderby=stock desc&$select=price,made`;
    const { body } = await send('GET', query, { headers });
    const record = { price: shown.price, made: shown.made };
    expect(body).toEqual(version === '2.0.0' ? { value: [record] } : { items: [record] });
  });

  test.each(['POST', 'PATCH', 'PUT'])('a %s cannot name a hidden column', async (method) => {
    const id = await put(version);
    const before = await stored(id);
    const path = method === 'POST' ? '/tables/ware' : at(id);
    for (const column of ['margin', 'blocked']) {
      const answer = await send(method, path, { headers, body: { sku: 'x', name: 'x', [column]: null } });
      const error = `Table "ware" has no column "${column}".`;
      expect(answer).toMatchObject({ status: 400, body: { code: 'unknown_field', field: column, error } });
    }
    expect(await stored(id)).toEqual(before);
  });

  test.each([
    [{ price: null, stock: 0 }, undefined],
    [{ stock: null }, undefined],
    [{ price: 0 }, 'price'],
    [{ stock: 1 }, 'stock'],
  ])('an insert takes of read-only columns what they have anyway: %j', async (values, refused) => {
    const { status, body } = await send('POST', '/tables/ware', {
      headers,
      body: { id: uuid(), ...inserted, ...values },
    });
    if (refused === undefined) {
      expect([status, body]).toEqual([201, expect.objectContaining({ ...inserted, price: null, stock: 0 })]);
    } else {
      const problem = { code: 'reserved_field', field: refused, error: `"${refused}" is read-only; leave it out.` };
      expect([status, body]).toEqual([400, expect.objectContaining(problem)]);
    }
  });

  test.each([
    [{ price: 9.75, stock: 12, sku: 'T-1', made: shown.made, origin: shown.origin }, undefined],
    [{ made: '2026-01-02T04:04:05.678+01:00' }, undefined],
    [{ price: 9.5 }, 'price'],
    [{ price: null }, 'price'],
    [{ stock: 13 }, 'stock'],
    [{ sku: 't-1' }, 'sku'],
    [{ made: '2026-01-02T03:04:05.679Z' }, 'made'],
    [{ made: null }, 'made'],
    [{ origin: { of: 2 } }, 'origin'],
  ])('an update may repeat what it cannot change: %j', async (values, refused) => {
    const id = await put(version);
    const { status, body } = await send('PATCH', at(id), { headers, body: { name: 'new', ...values } });
    if (refused === undefined) {
      expect([status, body]).toEqual([200, expect.objectContaining({ ...shown, name: 'new' })]);
    } else {
      const error = `The body changes "${refused}", which clients cannot change; leave that out.`;
      const problem = { code: 'reserved_field', field: refused, error };
      expect([status, body]).toEqual([400, expect.objectContaining(problem)]);
      expect((await send('GET', at(id), { headers })).body).toMatchObject(shown);
    }
    expect(await stored(id)).toMatchObject(kept);
  });

  test('a replacement leaves them all as they are', async () => {
    const id = await put(version);
    for (const body of [{}, { name: 'new', price: 1, stock: 1, sku: 'x', made: null, origin: [] }]) {
      const { name }: { name?: string } = body;
      const answer = await send('PUT', at(id), { headers, body });
      expect(answer).toMatchObject({ status: 200, body: { ...shown, name: name ?? null } });
      expect(await stored(id)).toMatchObject(kept);
    }
  });

  test('a batch has the same rules', async () => {
    const id = await put(version);
    const part = (method: string, values: object) => ({
      id: method,
      method,
      url: `tables/ware/${id}`,
      headers,
      body: values,
    });
    const requests = [part('patch', { price: 1 }), part('put', { margin: 1 })];
    const { body } = await send('POST', '/$batch', { headers, body: { requests } });
    expect(body).toMatchObject({
      responses: [
        { status: 400, body: { code: 'reserved_field', field: 'price' } },
        { status: 400, body: { code: 'unknown_field', field: 'margin' } },
      ],
    });
  });
});

test('a JSON Patch cannot change them either', async () => {
  const id = await put('3.0.0');
  const headers = { 'Content-Type': 'application/json-patch+json' };
  const patch = (path: string) => send('PATCH', at(id), { headers, body: [{ op: 'replace', path, value: 'x' }] });
  expect(await patch('/sku')).toMatchObject({ status: 400, body: { code: 'reserved_field', field: 'sku' } });
  expect(await patch('/margin')).toMatchObject({ status: 400, body: { code: 'unknown_field', field: 'margin' } });
});

test('a table that ignores what it does not know ignores hidden columns, too', async () => {
  const lax = syncTable('ware', ware.columns, { unknown: 'ignore' });
  const id = uuid();
  const body = { id, ...inserted, margin: 1, nonsense: 1 };
  expect((await serve({ tables: [lax] })('POST', '/tables/ware', { body })).status).toBe(201);
  expect(await stored(id)).toMatchObject({ margin: null, blocked: 0 });
});

describe('code of the app', () => {
  test('sees and writes every column, and shows no hidden one, even by mistake', async () => {
    const seen: unknown[] = [];
    const code = tableCode(ware, {
      view: () => 'not blocked',
      insert: ({ values }, next) => next({ margin: 0.5, price: 2, sku: `${values.sku}!` }),
      read: async (_, next) => (await next()).map((record) => ({ ...record, seen: seen.push(record.margin) })),
      update: async ({ stored: look }, next) => {
        seen.push((await look())?.margin);
        return { ...(await next({ stock: 7 })), name: 'as code says' };
      },
    });
    const id = uuid();
    const coded = serve({ tables: [ware], code: [code] });
    const first = await coded('POST', '/tables/ware', { body: { id, ...inserted } });
    expect(first).toMatchObject({ status: 201, body: { price: 2, sku: 'T-1!' } });
    const read = await coded('GET', at(id));
    expect(read).toMatchObject({ status: 200, body: { name: 'tea', seen: 1 } });
    const changed = await coded('PATCH', at(id), { body: { name: 'x' } });
    expect(changed).toMatchObject({ status: 200, body: { name: 'as code says', stock: 7 } });
    expect(seen).toEqual([0.5, 0.5]);
    for (const { body } of [first, read, changed]) expect(body).not.toHaveProperty('margin');
    await db.write([{ sql: 'UPDATE ware SET blocked = 1 WHERE id = ?1', params: [id] }]);
    expect((await coded('GET', at(id))).status).toBe(404);
  });

  test('asks for records by hidden columns', async () => {
    const id = await put('3.0.0');
    const coded = serve({
      tables: [ware],
      api: (api) =>
        api.get('/costly', async (c) => c.json(await c.var.tables(ware).list(`$filter=margin gt 0 and id eq '${id}'`))),
    });
    expect((await coded('GET', '/api/costly')).body).toMatchObject({ value: [{ id, margin: 0.4, blocked: true }] });
  });
});

test('/swagger says what clients cannot write', async () => {
  const { body } = await send('GET', '/swagger');
  expect(body).toMatchObject({
    definitions: {
      ware: { properties: { price: { readOnly: true }, sku: { 'x-ms-mutability': ['create', 'read'] } } },
    },
  });
});

test('a column that clients cannot write has to have a value without them', () => {
  // @ts-expect-error: nobody could insert a record
  expect(() => syncTable('t', { a: string({ required: true, access: 'hidden' }) })).toThrow(/give it a default/);
});
