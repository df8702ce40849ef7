import { describe, expect, test } from 'vitest';
import { insertOf, uuid, writeAs, written } from './db/operations.ts';
import { testFetch } from './fetch.ts';
import { ticket } from './tables.ts';

type Json = Record<string, unknown>;

const send = async (version: string, method: string, path: string, body?: object): Promise<[number, Json]> => {
  const answer = await testFetch(`/tables/ticket${path}`, {
    method,
    headers: { 'ZUMO-API-VERSION': version, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return [answer.status, text === '' ? {} : JSON.parse(text)];
};

const insert = async (text: string): Promise<number> => Number((await send('3.0.0', 'POST', '', { text }))[1].id);

describe.each(['2.0.0', '3.0.0'])('a table whose records the server numbers, in dialect %s', (version) => {
  test('gives each new record the next number, as a JSON number', async () => {
    const [status, first] = await send(version, 'POST', '', { text: 'a' });
    const [, second] = await send(version, 'POST', '', { text: 'a', id: null });
    expect([status, typeof first.id, Number(second.id) - Number(first.id)]).toEqual([201, 'number', 1]);
  });

  test('reads, changes, removes and brings back by number', async () => {
    const id = await insert('a');
    expect(await send(version, 'GET', `/${id}`)).toMatchObject([200, { id, text: 'a' }]);
    expect(await send(version, 'PATCH', `/${id}`, { id, text: 'b' })).toMatchObject([200, { id, text: 'b' }]);
    expect(await send(version, 'PUT', `/${id}`, { text: 'c' })).toMatchObject([200, { id, text: 'c' }]);
    expect((await send(version, 'DELETE', `/${id}`))[0]).toBe(version === '2.0.0' ? 200 : 204);
    const back =
      version === '2.0.0' ? send(version, 'POST', `/${id}`) : send(version, 'PATCH', `/${id}`, { deleted: false });
    expect((await back)[1]).toMatchObject({ id, deleted: false });
  });

  test.each([
    ['POST', '', { id: 5, text: 'a' }, 'reserved_field'],
    ['POST', '', { id: 'mine' }, 'reserved_field'],
    ['PATCH', '/1', { id: 2 }, 'id_mismatch'],
    ['GET', '/abc', undefined, 'invalid_id'],
    ['GET', '/0', undefined, 'invalid_id'],
    ['GET', '/01', undefined, 'invalid_id'],
    ['DELETE', '/1.5', undefined, 'invalid_id'],
  ])('refuses %s %s with %j', async (method, path, body, code) => {
    expect(await send(version, method, path, body)).toMatchObject([400, { code }]);
  });
});

test('numbers order and filter as numbers, and page by key', async () => {
  const ids = [await insert('x'), await insert('x'), await insert('x')];
  const filter = `$filter=id ge ${ids[0]}&$orderby=id desc&$top=2`;
  const [, page] = await send('3.0.0', 'GET', `?${filter}`);
  expect(page).toMatchObject({ items: [{ id: ids[2] }, { id: ids[1] }] });
  const answer = await testFetch(`/tables/ticket?$filter=id ge ${ids[0]}`, {
    headers: { Prefer: 'odata.maxpagesize=2' },
  });
  const { nextLink }: { nextLink?: string } = await answer.json();
  const [, next] = await send('3.0.0', 'GET', `?${nextLink}`);
  expect(next).toMatchObject({ items: [{ id: ids[2] }] });
});

test('inserts of one list, and of many requests at once, get numbers of their own', async () => {
  const inserts = Array.from({ length: 20 }, () => ({ ...insertOf('', { text: 'a' }), id: undefined }));
  const listed = await writeAs(undefined, ticket, inserts);
  const alone = await Promise.all(Array.from({ length: 20 }, () => insert('b')));
  const ids = [...listed.map(({ record }) => record?.id), ...alone];
  expect(new Set(ids).size).toBe(40);
});

test('a repeated insert with a key is the record that it made', async () => {
  const operation = { ...insertOf('', { text: 'a' }, { key: { client: uuid(), n: 1 } }), id: undefined };
  const [first] = await writeAs(undefined, ticket, [operation]);
  const [again] = await writeAs(undefined, ticket, [operation]);
  expect(again).toMatchObject({ kind: 'written', replayed: true, record: { id: first?.record?.id } });
});

test('a group of inserts is applied whole', async () => {
  const group = ['a', 'b'].map((text) => ({ ...insertOf('', { text }, { group: 'g' }), id: undefined }));
  expect(await written(ticket, group)).toEqual([201, 201]);
});

test('inserts of one list get numbers of their own whoever sends them, and however much is said', async () => {
  const said = [{ text: 'a' }, { text: 'b'.repeat(800_000) }, { text: 'c'.repeat(800_000) }, { text: 'd' }];
  const inserts = said.map((values, n) => ({
    ...insertOf('', values, n % 2 === 0 ? { key: { client: uuid(), n } } : {}),
    id: undefined,
  }));
  const listed = await writeAs(undefined, ticket, inserts);
  expect(listed.map(({ record }) => record?.text)).toEqual(said.map(({ text }) => text));
  expect(new Set(listed.map(({ record }) => record?.id)).size).toBe(4);
});
