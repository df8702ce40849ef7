import { describe, expect, test } from 'vitest';
import { string } from '../../src/table/column.ts';
import { syncTable } from '../../src/table/sync-table.ts';
import { uuid } from './db/operations.ts';
import { testFetch } from './fetch.ts';

type Json = Record<string, unknown>;

const as = async (user: string | undefined, method: string, path: string, body?: object): Promise<[number, Json]> => {
  const headers: Record<string, string> = { 'Content-Type': 'application/json' };
  if (user !== undefined) headers['x-test-user'] = user;
  const answer = await testFetch(path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return [answer.status, text === '' ? {} : JSON.parse(text)];
};

describe("a table of users' own records", () => {
  test('shows each user their own, and counts no others', async () => {
    const [ann, bob] = [uuid(), uuid()];
    await as(ann, 'POST', '/tables/diary', { id: 'today', text: "ann's" });
    await as(bob, 'POST', '/tables/diary', { id: 'today', text: "bob's" });
    await as(bob, 'POST', '/tables/diary', { id: 'tomorrow', text: "bob's" });
    const [, list] = await as(ann, 'GET', '/tables/diary?$count=true');
    expect(list).toMatchObject({ count: 1, items: [{ id: 'today', text: "ann's", userId: ann }] });
    const [, filtered] = await as(ann, 'GET', `/tables/diary?$filter=userId eq '${bob}' or true&$count=true`);
    expect(filtered).toMatchObject({ count: 1, items: [{ userId: ann }] });
  });

  test('has no records of others: they are not there to read, change or delete', async () => {
    const [ann, bob] = [uuid(), uuid()];
    await as(ann, 'POST', '/tables/diary', { id: 'secret', text: "ann's" });
    const attempts = await Promise.all([
      as(bob, 'GET', '/tables/diary/secret'),
      as(bob, 'PATCH', '/tables/diary/secret', { text: 'x' }),
      as(bob, 'PUT', '/tables/diary/secret', { text: 'x' }),
      as(bob, 'DELETE', '/tables/diary/secret'),
    ]);
    expect(attempts.map(([status]) => status)).toEqual([404, 404, 404, 404]);
    expect(await as(ann, 'GET', '/tables/diary/secret')).toMatchObject([200, { text: "ann's" }]);
  });

  test('ignores an owner in a body: it is always who asks', async () => {
    const [ann, bob] = [uuid(), uuid()];
    const inserted = await as(ann, 'POST', '/tables/diary', { id: 'mine', text: 'a', userId: bob });
    expect(inserted).toMatchObject([201, { userId: ann }]);
    const updated = await as(ann, 'PATCH', '/tables/diary/mine', { text: 'b', userId: bob });
    expect(updated).toMatchObject([200, { userId: ann, text: 'b' }]);
    expect(await as(bob, 'GET', '/tables/diary/mine')).toMatchObject([404, {}]);
  });

  test('asks for a user', async () => {
    expect(await as(undefined, 'GET', '/tables/diary')).toMatchObject([401, { code: 'authentication_required' }]);
  });
});

describe('access by operation', () => {
  test.each([
    ['GET', '/tables/members', 200],
    ['POST', '/tables/members', 401],
    ['PATCH', '/tables/members/x', 401],
    ['PUT', '/tables/members/x', 401],
    ['DELETE', '/tables/members/x', 401],
    ['GET', '/tables/closed', 405],
    ['POST', '/tables/closed', 405],
    ['PATCH', '/tables/closed/x', 405],
    ['DELETE', '/tables/closed/x', 405],
  ])('nobody asking %s %s gets %i', async (method, path, status) => {
    const [answered] = await as(undefined, method, path, method === 'GET' ? undefined : { text: 'x' });
    expect(answered).toBe(status);
  });

  test.each(['PATCH', 'PUT'])('is looked at before the body of a %s', async (method) => {
    const init = { method, headers: { 'Content-Type': 'application/json' }, body: '{' };
    expect((await testFetch('/tables/members/x', init)).status).toBe(401);
  });

  test('lets a user write what everyone may read', async () => {
    const id = uuid();
    expect(await as('ann', 'POST', '/tables/members', { id, text: 'a' })).toMatchObject([201, {}]);
    expect(await as(undefined, 'GET', `/tables/members/${id}`)).toMatchObject([200, { text: 'a' }]);
    expect(await as('bob', 'DELETE', `/tables/members/${id}`)).toMatchObject([204, {}]);
  });
});

test.each([
  [{ access: 'anonymous', owner: 'userId' }, /authenticated/],
  [{ pageSize: 0 }, /pageSize/],
  [{ pageSize: 50, maxTop: 10 }, /pageSize/],
  [{ owner: 'text' }, /taken/],
] as const)('a table cannot be declared with %j', (options, message) => {
  expect(() => syncTable('t', { text: string() }, options)).toThrow(message);
});
