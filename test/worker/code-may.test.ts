/** `may` of a table's code: who may write which record, whichever way the write comes in. */
import { describe, expect, test } from 'vitest';
import { type TableHooks, tableCode } from '../../src/code/table-code.ts';
import { serve, serveCode } from './coded.ts';
import { insertOf, updateOf, uuid, written } from './db/operations.ts';
import { todoitem } from './tables.ts';

type Hooks = TableHooks<typeof todoitem>;
const plain = serve({});

/** Everyone sees everything, and writes what bears their name: before and after. */
const may: NonNullable<Hooks['may']> = async ({ operation, principal, stored, values }) => {
  const before = operation === 'insert' ? principal?.id : (await stored())?.text;
  return before === principal?.id && (values.text ?? before) === before;
};
const send = serveCode(tableCode(todoitem, { may }));

async function put(text: string): Promise<string> {
  const id = uuid();
  expect(await written(todoitem, [insertOf(id, { text, complete: false })])).toEqual([201]);
  return id;
}

const read = async (id: string) => (await plain('GET', `/tables/todoitem/${id}?__includeDeleted=true`)).body;

type Way = readonly [method: string, query: string, body: object | undefined, version: string, operation: string];

const ways: readonly Way[] = ['2.0.0', '3.0.0'].flatMap((version): Way[] => [
  ['PATCH', '', { complete: true }, version, 'update'],
  ['PUT', '', { text: 'bob', complete: true }, version, 'update'],
  ['DELETE', '', undefined, version, 'delete'],
]);
const bodyWays: readonly Way[] = [
  ['PATCH', '', { deleted: true }, '3.0.0', 'delete'],
  ['PATCH', '', { deleted: false, complete: true }, '3.0.0', 'undelete'],
  ['PUT', '?__includeDeleted=true', { text: 'bob' }, '3.0.0', 'undelete'],
  ['POST', '', undefined, '2.0.0', 'undelete'],
];

describe.each([...ways, ...bodyWays])('%s%s of %j in dialect %s', (method, query, body, version, operation) => {
  const headers = { 'ZUMO-API-VERSION': version };

  test('is refused on the record of another, alone and in a batch', async () => {
    const id = await put('bob');
    const before = await read(id);
    const url = `/tables/todoitem/${id}${query}`;
    const error = `You may not ${operation} this record of table "todoitem".`;
    const problem = { status: 403, body: { code: 'forbidden', error } };
    expect(await send(method, url, { user: 'ann', headers, ...(body && { body }) })).toMatchObject(problem);
    const requests = [{ id: '1', method, url, headers, body }];
    const batched = await send('POST', '/$batch', { user: 'ann', body: { requests } });
    expect(batched.body).toMatchObject({ responses: [problem] });
    expect(await read(id)).toEqual(before);
  });

  test('is made on one’s own', async () => {
    const own = method === 'PUT' ? { ...body, text: 'bob' } : body;
    const answer = await send(method, `/tables/todoitem/${await put('bob')}${query}`, {
      user: 'bob',
      headers,
      ...(own && { body: own }),
    });
    expect([200, 201, 204]).toContain(answer.status);
  });

  test('is refused to nobody with 401', async () => {
    const answer = await send(method, `/tables/todoitem/${await put('bob')}${query}`, {
      headers,
      ...(body && { body }),
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 'authentication_required' } });
  });
});

test('an insert is judged by what it would write', async () => {
  const insert = (text: string) => send('POST', '/tables/todoitem', { user: 'ann', body: { id: uuid(), text } });
  expect([(await insert('ann')).status, (await insert('bob')).status]).toEqual([201, 403]);
});

test('a record is not given to another', async () => {
  const id = await put('ann');
  const give = { user: 'ann', body: { text: 'bob' } };
  expect((await send('PATCH', `/tables/todoitem/${id}`, give)).status).toBe(403);
  expect((await send('PUT', `/tables/todoitem/${id}`, give)).status).toBe(403);
  expect(await read(id)).toMatchObject({ text: 'ann' });
});

test('what the view hides is missing, not forbidden', async () => {
  const code = tableCode(todoitem, { view: () => "text ne 'bob'", may: () => false });
  const coded = serveCode(code);
  const patch = async (text: string) =>
    coded('PATCH', `/tables/todoitem/${await put(text)}`, { user: 'ann', body: {} });
  expect([(await patch('bob')).status, (await patch('ann')).status]).toEqual([404, 403]);
});

test('what was judged is what is written: a record that changes meanwhile is judged again', async () => {
  const id = await put('ann');
  let judged = 0;
  const racing: Hooks['may'] = async (context) => {
    const verdict = await may(context);
    judged += 1;
    if (judged === 1) expect(await written(todoitem, [updateOf(id, { text: 'bob' })])).toEqual([200]);
    return verdict;
  };
  const answer = await serveCode(tableCode(todoitem, { may: racing }))('PATCH', `/tables/todoitem/${id}`, {
    user: 'ann',
    body: { complete: true },
  });
  expect([answer.status, judged]).toEqual([403, 2]);
  expect(await read(id)).toMatchObject({ text: 'bob', complete: false });
});

test('other code runs only for what may be done', async () => {
  let ran = 0;
  const update: Hooks['update'] = (_, next) => {
    ran += 1;
    return next();
  };
  const coded = serveCode(tableCode(todoitem, { may, update }));
  const patch = async (text: string) =>
    (await coded('PATCH', `/tables/todoitem/${await put(text)}`, { user: 'ann', body: { complete: true } })).status;
  expect([await patch('bob'), await patch('ann'), ran]).toEqual([403, 200, 1]);
});
