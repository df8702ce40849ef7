import { describe, expect, test, vi } from 'vitest';
import { type PartSent, sendBatch } from './batch.ts';
import { counted, insert, patch, read, statuses, stored, todos } from './batch-parts.ts';
import { uuid } from './db/operations.ts';
import { testFetch } from './fetch.ts';

describe('the requests of a batch', () => {
  test('are done in order, in one round trip, and see what those before them have done', async () => {
    const [id, other] = [uuid(), uuid()];
    const parts = await sendBatch([
      insert(id, 'milk'),
      { method: 'POST', url: '/tables/kitchen', body: { id: other, count: 1 } },
      read(id),
      { method: 'get', url: `tables/kitchen/${other}` },
      { method: 'PUT', url: `http://test.local${todos}/${id}`, body: { text: 'bread' } },
      {
        method: 'post',
        url: `${todos}/$query`,
        headers: { 'Content-Type': 'text/plain' },
        body: `$filter=id eq '${id}'&$select=id,text`,
      },
      { method: 'delete', url: `${todos}/${id}` },
      read(id),
    ]);
    expect(parts.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(statuses(parts)).toEqual([201, 201, 200, 200, 200, 200, 204, 410]);
    expect(parts[6]).not.toHaveProperty('body');
    expect(parts.filter((_, at) => at !== 6).map(({ body }) => body)).toMatchObject([
      { text: 'milk' },
      { count: 1 },
      { text: 'milk' },
      { count: 1 },
      { text: 'bread' },
      { items: [{ id, text: 'bread' }] },
      { code: 'record_gone' },
    ]);
  });

  test('share calls of the database with their neighbours', async () => {
    const { calls, send } = counted();
    const ids = Array.from({ length: 500 }, uuid);
    const parts = await send([...ids.map((id) => insert(id)), ...ids.map((id) => read(id))]);
    expect(new Set(statuses(parts))).toEqual(new Set([200, 201]));
    expect(calls).toEqual(['write', ...Array(5).fill('read')]);
  });

  test('may be a thousand writes, in one call', async () => {
    const { calls, send } = counted();
    const parts = await send(Array.from({ length: 1000 }, () => insert(uuid())));
    expect(parts.filter(({ status }) => status === 201)).toHaveLength(1000);
    expect(calls).toEqual(['write']);
  });

  test('of which one among 100 is wrong are made but for that one', async () => {
    const parts = await sendBatch(
      Array.from({ length: 100 }, (_, at) => insert(uuid(), 'a', at === 37 ? { body: { text: 1 } } : {})),
    );
    expect(parts[37]).toMatchObject({ status: 400, body: { code: 'invalid_field' } });
    expect(parts.filter(({ status }) => status === 201)).toHaveLength(99);
  });

  test('go to the database 50 times at most, and what is left can be sent again', async () => {
    const { calls, send } = counted();
    const parts = await send(Array.from({ length: 40 }, () => [insert(uuid()), read('none')]).flat());
    expect(calls).toHaveLength(50);
    expect(statuses(parts.slice(0, 50))).toEqual(Array.from({ length: 50 }, (_, at) => (at % 2 === 0 ? 201 : 404)));
    expect(parts.slice(50)).toMatchObject(
      Array(30).fill({ status: 503, body: { code: 'batch_full', retryable: true } }),
    );
  });

  test('speak the dialect that each names, and else that of the batch', async () => {
    const legacy = { headers: { 'ZUMO-API-VERSION': '2.0.0' } };
    const list = { method: 'get', url: `${todos}?$top=0` };
    const parts = await sendBatch(
      [list, { ...list, headers: { 'zumo-api-version': '3.0.0' } }, { ...list, url: `${list.url}&zumo-api-version=9` }],
      legacy,
    );
    expect(parts).toMatchObject([
      { status: 200, body: [] },
      { status: 200, body: { items: [] } },
      { status: 400, body: { code: 'unsupported_version' } },
    ]);
  });

  test('are made by who sends the batch', async () => {
    const id = uuid();
    const own = { method: 'post', url: '/tables/diary', body: { id, text: 'mine' } };
    const readOwn = { method: 'get', url: `/tables/diary/${id}` };
    const [made, found] = await sendBatch([own, readOwn], { headers: { 'x-test-user': 'ann' } });
    expect([made, found]).toMatchObject([{ status: 201 }, { status: 200, body: { userId: 'ann' } }]);
    const forged = { ...readOwn, headers: { 'x-test-user': 'ann' } };
    expect(await sendBatch([forged], { headers: { 'x-test-user': 'eve' } })).toMatchObject([{ status: 404 }]);
    const write = { method: 'post', url: '/tables/members', body: { text: 'a' } };
    expect(await sendBatch([write])).toMatchObject([{ status: 401, body: { code: 'authentication_required' } }]);
  });

  test('that bring credentials of their own are refused', async () => {
    const headers = { 'X-ZUMO-AUTH': 'token' };
    const asked = read(uuid(), { headers });
    expect(await sendBatch([asked])).toMatchObject([
      { status: 400, body: { code: 'invalid_request', field: 'X-ZUMO-AUTH' } },
    ]);
    expect(await sendBatch([asked], { headers })).toMatchObject([{ status: 404 }]);
  });
});

describe('a request that depends on others', () => {
  test('is not made when one of them was refused, and neither is what depends on it', async () => {
    const [known, other] = [uuid(), uuid()];
    const parts = await sendBatch([
      insert(known),
      { ...insert(known, 'b'), id: 'conflict' },
      { ...insert(other), id: 'late', dependsOn: ['1', 'conflict'] },
      { ...read(known), id: 'later', dependsOn: ['late'] },
      { ...patch(known, 'c'), dependsOn: ['1'] },
    ]);
    expect(statuses(parts)).toEqual([201, 409, 424, 424, 200]);
    expect(parts[2]?.body).toMatchObject({ code: 'dependency_failed', detail: expect.stringContaining('"conflict"') });
    expect(await stored(other)).toMatchObject({ status: 404 });
  });

  test('may name a group', async () => {
    const [known, other] = [uuid(), uuid()];
    const group = { atomicityGroup: 'g' };
    const parts = await sendBatch([
      insert(known),
      insert(other, 'a', group),
      insert(known, 'other', group),
      { ...read(known), dependsOn: ['g'] },
    ]);
    expect(statuses(parts)).toEqual([201, 424, 409, 424]);
  });

  test.each([['nobody'], ['2'], ['1']])('is refused when it names %j, which is no earlier one', async (name) => {
    const parts = await sendBatch([{ ...read('x'), dependsOn: [name] }, read('y')]);
    expect(parts).toMatchObject([
      { status: 400, body: { code: 'invalid_request', field: 'dependsOn' } },
      { status: 404 },
    ]);
  });
});

describe('a chain of edits of one record', () => {
  const key = (client: string, n: number) => `"${client}:${n}"`;
  const chain = (client: string, id: string): PartSent[] => [
    { ...insert(id, 'one'), headers: { 'Idempotency-Key': key(client, 1) } },
    patch(id, 'two', { 'Idempotency-Key': key(client, 2), 'Tidemark-After': key(client, 1) }),
    patch(id, 'three', { 'Idempotency-Key': key(client, 3), 'Tidemark-After': key(client, 2) }),
    {
      method: 'delete',
      url: `${todos}/${id}`,
      headers: { 'Idempotency-Key': key(client, 4), 'Tidemark-After': key(client, 3) },
    },
  ];

  test('travels in one batch and one call, each edit on the one before it, and once', async () => {
    const [client, id] = [uuid(), uuid()];
    const { calls, send } = counted();
    const first = await send(chain(client, id));
    expect(statuses(first)).toEqual([201, 200, 200, 204]);
    expect(calls).toEqual(['write']);
    const again = await send(chain(client, id));
    expect(statuses(again)).toEqual([201, 200, 200, 204]);
    expect(again.map(({ headers }) => headers['idempotent-replayed'])).toEqual(Array(4).fill('true'));
  });

  test('stops where somebody else has written in between, and shows what they wrote', async () => {
    const [client, id] = [uuid(), uuid()];
    const [one, two, three] = chain(client, id);
    expect(statuses(await sendBatch([one, two].flatMap((each) => each ?? [])))).toEqual([201, 200]);
    await sendBatch([patch(id, 'theirs')]);
    expect(await sendBatch(three === undefined ? [] : [three])).toMatchObject([
      { status: 412, body: { text: 'theirs' } },
    ]);
  });

  test('may be sent one by one', async () => {
    const [client, id] = [uuid(), uuid()];
    const sent = [];
    for (const { method, url, headers, body } of chain(client, id)) {
      const init = { method, headers: { 'Content-Type': 'application/json', ...headers } };
      sent.push(
        await testFetch(url, {
          ...init,
          method: method.toUpperCase(),
          ...(body ? { body: JSON.stringify(body) } : {}),
        }),
      );
    }
    expect(statuses(sent)).toEqual([201, 200, 200, 204]);
  });

  test.each([
    ['of another client', { 'Idempotency-Key': '"a:2"', 'Tidemark-After': '"b:1"' }],
    ['of the operation itself', { 'Idempotency-Key': '"a:2"', 'Tidemark-After': '"a:2"' }],
    ['without a key of its own', { 'Tidemark-After': '"a:1"' }],
    ['that is no key', { 'Idempotency-Key': '"a:2"', 'Tidemark-After': '' }],
  ])('cannot follow a key %s', async (_, headers) => {
    expect(await sendBatch([patch(uuid(), 'a', headers)])).toMatchObject([
      { status: 400, body: { code: 'invalid_operation_key', field: 'Tidemark-After' } },
    ]);
  });
});

describe('a database', () => {
  test.each(['before', 'after'] as const)('that is lost once %s the commit does not show', async (fault) => {
    const parts = [insert(uuid()), insert(uuid()), read('none')];
    expect(statuses(await counted([fault]).send(parts))).toEqual([201, 201, 404]);
  });

  test('that stays away is a 503 of each request it was asked for, and the others go on', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
    const id = uuid();
    const parts = await counted(['before', 'before']).send([
      insert(id),
      insert(uuid()),
      read(id),
      { ...read(id), dependsOn: ['1'] },
    ]);
    expect(statuses(parts)).toEqual([503, 503, 404, 424]);
    expect(parts[0]).toMatchObject({ headers: { 'retry-after': expect.any(String) }, body: { retryable: true } });
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
  });
});
