import { describe, expect, test } from 'vitest';
import { tableCode } from '../../src/code/table-code.ts';
import { odata } from '../../src/odata/filter-text.ts';
import { ProblemError } from '../../src/protocol/problem.ts';
import { serve } from './coded.ts';
import { deleteOf, uuid, written } from './db/operations.ts';
import { todoitem } from './tables.ts';
import { itemOf, pair, todos } from './todo-code.ts';

describe.each(['2.0.0', '3.0.0'])('code around a read, in dialect %s', (version) => {
  const headers = { 'ZUMO-API-VERSION': version };
  const itemsOf = (body: Record<string, unknown>) => (version === '2.0.0' ? body.value : body.items);

  test('shows other records than there are, in lists and alone', async () => {
    const { hers, ann } = await pair();
    const send = todos({
      read: async (_, next) =>
        (await next()).map((record) => ({ ...record, text: 'secret', length: record.text?.length ?? 0 })),
    });
    const list = await send('GET', odata`/tables/todoitem?$filter=id eq ${hers}`, { headers });
    const shown = { id: hers, text: 'secret', complete: false, length: ann.length };
    expect(itemsOf(list.body)).toMatchObject([shown]);
    const alone = await send('GET', `/tables/todoitem/${hers}`, { headers });
    expect(alone).toMatchObject({ status: 200, body: shown });
    expect(alone.headers.get('ETag')).toBe(`"${alone.body.version}"`);
    const selected = await send('GET', odata`/tables/todoitem?$filter=id eq ${hers}&$select=id,text`, { headers });
    expect(itemsOf(selected.body)).toEqual([{ id: hers, text: 'secret' }]);
    const picked = await send('GET', `/tables/todoitem/${hers}?$select=text`, { headers });
    expect(picked.body).toEqual({ text: 'secret' });
  });

  test('gives records of its own, without a look at the database', async () => {
    const send = serve({
      code: [tableCode(todoitem, { read: async ({ id = 'none' }) => [{ id, text: 'made up' }] })],
      openDb: () => {
        throw new Error('The database was opened.');
      },
    });
    const count = version === '2.0.0' ? '$inlinecount=allpages' : '$count=true';
    const list = await send('GET', `/tables/todoitem?${count}&$top=1`, { headers });
    const made = [{ id: 'none', text: 'made up' }];
    expect(list.body).toEqual(version === '2.0.0' ? { results: made, count: 1 } : { items: made, count: 1 });
    expect(list.headers.has('Link')).toBe(false);
    expect(await send('GET', '/tables/todoitem/x', { headers })).toMatchObject({
      status: 200,
      body: { id: 'x', text: 'made up' },
    });
  });

  test('52: may refuse, and hide one record', async () => {
    const { hers, his } = await pair();
    const send = todos({
      read: async ({ id, principal }, next) => {
        if (principal === undefined) throw new ProblemError('forbidden', 'Not you.');
        return id === hers ? [] : next();
      },
    });
    expect((await send('GET', `/tables/todoitem/${hers}`, { headers })).status).toBe(403);
    expect((await send('GET', `/tables/todoitem/${hers}`, { headers, user: 'ann' })).status).toBe(404);
    expect((await send('GET', `/tables/todoitem/${his}`, { headers, user: 'ann' })).status).toBe(200);
  });

  test('leaves what is not there to the protocol', async () => {
    const { hers } = await pair();
    await written(todoitem, [deleteOf(hers)]);
    const send = todos({ read: (_, next) => next() });
    expect((await send('GET', `/tables/todoitem/${hers}`, { headers })).status).toBe(version === '2.0.0' ? 404 : 410);
    expect((await send('GET', `/tables/todoitem/${uuid()}`, { headers })).status).toBe(404);
  });
});

test('code around a read keeps pages and conditions as they are', async () => {
  const text = uuid();
  await written(
    todoitem,
    [1, 2, 3].map(() => itemOf(uuid(), text)),
  );
  const seen: number[] = [];
  const send = todos({
    read: async (_, next) => {
      const records = await next();
      seen.push(records.length);
      return records;
    },
  });
  const path = odata`/tables/todoitem?$filter=text eq ${text}`;
  const first = await send('GET', path, { headers: { Prefer: 'odata.maxpagesize=2' } });
  const last = await send('GET', `/tables/todoitem?${first.body.nextLink}`);
  expect([seen, last.body.nextLink]).toEqual([[2, 1], undefined]);
  const [{ id = '' } = {}] = Array.isArray(last.body.items) ? last.body.items : [];
  const alone = await send('GET', `/tables/todoitem/${id}`);
  const etag = alone.headers.get('ETag') ?? '';
  expect(await send('GET', `/tables/todoitem/${id}`, { headers: { 'If-None-Match': etag } })).toMatchObject({
    status: 304,
  });
  expect(await send('GET', `/tables/todoitem/${id}`, { headers: { 'If-Match': '"0"' } })).toMatchObject({
    status: 412,
    body: { id },
  });
  const old = await send('GET', `${path}&$top=3`, { headers: { 'ZUMO-API-VERSION': '2.0.0' } });
  expect(old.headers.get('Link')).toContain('rel=next');
});

test('what code leaves out of a page counts as given', async () => {
  const text = uuid();
  await written(
    todoitem,
    [1, 2, 3, 4].map(() => itemOf(uuid(), text)),
  );
  const send = todos({ read: async (_, next) => (await next()).slice(1) });
  const headers = { Prefer: 'odata.maxpagesize=2' };
  const first = await send('GET', odata`/tables/todoitem?$filter=text eq ${text}&$top=3`, { headers });
  expect([first.body.items, first.body.nextLink]).toEqual([[expect.anything()], expect.stringContaining('$top=1&')]);
});
