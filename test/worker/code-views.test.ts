import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { tableCode } from '../../src/code/table-code.ts';
import { odata } from '../../src/odata/filter-text.ts';
import { ProblemError } from '../../src/protocol/problem.ts';
import { type Received, serveCode } from './coded.ts';
import { insertOf, updateOf, uuid, written } from './db/operations.ts';
import { kitchen, members, todoitem } from './tables.ts';
import { itemOf, pair, plain, todos } from './todo-code.ts';

/** Everyone sees the items that bear their name. */
const named = todos({ view: ({ principal }) => odata`text eq ${principal?.id ?? ''}` });

describe('a view', () => {
  let ann: string;
  let bob: string;
  let hers: string;
  let his: string;
  beforeEach(async () => {
    ({ ann, bob, hers, his } = await pair());
  });

  test.each([
    '',
    '$filter=true',
    "$filter=id ne 'x' or true",
    '$filter=complete eq false',
    '$orderby=updatedAt desc',
    '$skip=0',
    '__includeDeleted=true',
  ])('shows a list of one’s own, whatever is asked by "%s"', async (query) => {
    const { body } = await named('GET', `/tables/todoitem?${query}&$count=true`, { user: bob });
    expect(body).toMatchObject({ count: 1, items: [{ id: his, text: bob }] });
    expect(body.items).toHaveLength(1);
  });

  test('pages, and skips what old pulls skip, within itself', async () => {
    await written(todoitem, [itemOf(uuid(), ann), itemOf(uuid(), ann)]);
    const { body } = await named('GET', '/tables/todoitem?$count=true', {
      user: ann,
      headers: { Prefer: 'odata.maxpagesize=2' },
    });
    expect([body.count, Array.isArray(body.items) && body.items.length]).toEqual([3, 2]);
    const next = await named('GET', `/tables/todoitem?${body.nextLink}`, { user: ann });
    expect(next.body).toMatchObject({ count: 3, items: [{ text: ann }] });
    const old = await named('GET', "/tables/todoitem?$filter=updatedAt ge '2020-01-01'&$orderby=updatedAt&$skip=1", {
      user: ann,
      headers: { 'ZUMO-API-VERSION': '2.0.0' },
    });
    expect(old.body.value).toHaveLength(3);
  });

  test.each(['2.0.0', '3.0.0'])(
    '51, 161, 176: makes the rest as if it were not there, in dialect %s',
    async (version) => {
      const headers = { 'ZUMO-API-VERSION': version, 'X-Request-Id': 'one-for-all' };
      const ask = (method: string, id: string, body?: object) =>
        named(method, `/tables/todoitem/${id}`, { user: ann, headers, ...(body && { body }) });
      const attempts = (id: string) =>
        Promise.all([
          ask('GET', id),
          ask('PATCH', id, { text: 'mine' }),
          ask('PUT', id, { text: 'mine' }),
          ask('DELETE', id),
          version === '2.0.0' ? ask('POST', id) : ask('PATCH', id, { deleted: false }),
        ]);
      const shown = ({ status, headers: sent, body }: Received) => ({ status, body, headers: [...sent] });
      const others = (await attempts(his)).map(shown);
      expect(others.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
      expect(others).toEqual((await attempts(uuid())).map(shown));
      expect((await plain('GET', `/tables/todoitem/${his}`)).body).toMatchObject({ text: bob, deleted: false });
    },
  );

  test('lets its own be read, changed, deleted and brought back', async () => {
    const ask = (method: string, body?: object) =>
      named(method, `/tables/todoitem/${hers}`, { user: ann, ...(body && { body }) });
    expect(await ask('GET')).toMatchObject({ status: 200, body: { id: hers } });
    expect(await ask('PATCH', { complete: true })).toMatchObject({ status: 200, body: { complete: true } });
    expect((await ask('DELETE')).status).toBe(204);
    expect((await ask('GET')).status).toBe(410);
    expect((await ask('PATCH', { deleted: false })).status).toBe(200);
  });

  test('refuses an id that is taken outside of it without a word on whose it is', async () => {
    const answer = await named('POST', '/tables/todoitem', { user: ann, body: { id: his, text: ann } });
    expect(answer).toMatchObject({ status: 409, body: { code: 'record_exists' } });
    expect(JSON.stringify(answer.body)).not.toContain(bob);
    expect(answer.headers.has('ETag')).toBe(false);
  });

  test.each(['2.0.0', '3.0.0'])(
    'tells nobody in dialect %s that they have guessed a record outside of it',
    async (version) => {
      const headers = { 'ZUMO-API-VERSION': version, 'X-Request-Id': 'one-for-all' };
      const guess = (text: string) =>
        named('POST', '/tables/todoitem', { user: ann, headers, body: { id: his, text } });
      const [wrong, right] = [await guess('wrong'), await guess(bob)];
      expect(right).toMatchObject({ status: 409, body: { code: 'record_exists' } });
      expect([right.body, [...right.headers]]).toEqual([wrong.body, [...wrong.headers]]);
    },
  );

  test('shows who has written a record out of it that record, once', async () => {
    const sent = { user: ann, headers: { 'Idempotency-Key': `"${uuid()}:1"` }, body: { text: bob } };
    const first = await named('PATCH', `/tables/todoitem/${hers}`, sent);
    expect(first).toMatchObject({ status: 200, body: { text: bob } });
    const again = await named('PATCH', `/tables/todoitem/${hers}`, sent);
    expect([again.status, again.headers.get('Idempotent-Replayed'), again.body]).toEqual([200, 'true', {}]);
  });

  test('is not left by a record that moves out between the look and the write', async () => {
    let moved = false;
    const send = todos({
      view: ({ principal }) => odata`text eq ${principal?.id ?? ''}`,
      update: async (_, next) => {
        if (!moved) await written(todoitem, [updateOf(hers, { text: bob })]);
        moved = true;
        return next();
      },
    });
    const answer = await send('PATCH', `/tables/todoitem/${hers}`, { user: ann, body: { complete: true } });
    expect(answer).toMatchObject({ status: 404, body: { code: 'record_not_found' } });
    expect((await plain('GET', `/tables/todoitem/${hers}`)).body).toMatchObject({ text: bob, complete: false });
  });

  test('may ask another table, and may be a tree', async () => {
    const member = uuid();
    await plain('POST', '/tables/members', { user: 'ann', body: { id: member, text: bob } });
    const send = todos({
      view: async ({ tables }) => {
        const [text = ''] = (await tables(members).list(odata`$filter=id eq ${member}`)).map((each) => each.text ?? '');
        const args = [{ kind: 'member', name: 'text' } as const, { kind: 'text', value: text } as const];
        return { kind: 'call', name: 'eq', args };
      },
    });
    expect((await send('GET', '/tables/todoitem')).body).toMatchObject({ items: [{ id: his }] });
    expect((await send('GET', `/tables/todoitem/${hers}`)).status).toBe(404);
  });

  test('that is no filter is a fault of the server', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
    const send = todos({ view: () => 'txt eq 5' });
    expect((await send('GET', '/tables/todoitem')).status).toBe(500);
    expect((await send('PATCH', `/tables/todoitem/${hers}`, { body: { text: 'a' } })).status).toBe(500);
    expect(log).toHaveBeenCalledTimes(2);
    log.mockRestore();
  });

  test('110: may refuse to show anything', async () => {
    const send = todos({
      view: ({ principal }) => {
        if (principal === undefined) throw new ProblemError('authentication_required', 'Sign in.');
        return 'true';
      },
    });
    expect((await send('GET', '/tables/todoitem')).status).toBe(401);
    expect((await send('GET', '/tables/todoitem', { user: ann })).status).toBe(200);
  });
});

test('a view shows the same records in lists, in reads and to writes', async () => {
  const ids = [uuid(), uuid(), uuid(), uuid()];
  const rows = [
    { text: 'a', value: 0.5, count: 1, complete: true, due: Date.UTC(2026, 0, 1), meta: null, big: '9' },
    { text: null, value: null, count: null, complete: false, due: null, meta: { a: 1 }, big: null },
    { text: "it's", value: -1, count: 5, complete: true, due: 0, meta: [], big: '12345678901234567890' },
    { text: '', value: 2e22, count: 0, complete: false, due: Date.UTC(2030, 0, 1), meta: 0, big: '-5' },
  ];
  await written(
    kitchen,
    ids.map((id, at) => insertOf(id, rows[at] ?? {})),
  );
  const views = [
    'complete eq true',
    'not complete',
    'complete',
    'value gt 0',
    'count in (1,5)',
    'due lt 2026-06-01T00:00:00Z',
    'meta ne null',
    'big gt 12',
    "contains(text,'''')",
    'deleted eq false',
    "id ge '8'",
  ];
  for (const view of views) {
    const send = serveCode(tableCode(kitchen, { view: () => view }));
    const { body } = await send(
      'GET',
      odata`/tables/kitchen?$filter=id in (${ids[0] ?? ''},${ids[1] ?? ''},${ids[2] ?? ''},${ids[3] ?? ''})`,
    );
    const listed = Array.isArray(body.items) ? body.items.map(({ id }) => id) : [];
    const found = await Promise.all(ids.map(async (id) => (await send('GET', `/tables/kitchen/${id}`)).status));
    const expected = ids.map((id) => (listed.includes(id) ? 200 : 404));
    expect([view, found]).toEqual([view, expected]);
    const changed = await Promise.all(
      ids.map(async (id) => (await send('PATCH', `/tables/kitchen/${id}`, { body: {} })).status),
    );
    expect([view, changed]).toEqual([view, expected]);
  }
});

test('no text in a filter of code can be anything but text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const filter = odata`text eq ${text}`;
      expect(filter.slice(9, -1).replaceAll("''", '')).not.toContain("'");
    }),
  );
  expect(odata`a eq ${"x' or 'a' eq 'a"} and b eq ${null} and c eq ${-1.5} and d eq ${true}`).toBe(
    "a eq 'x'' or ''a'' eq ''a' and b eq null and c eq -1.5 and d eq true",
  );
});
