import { expect, test } from 'vitest';
import { uuid } from './db/operations.ts';
import { testFetch } from './fetch.ts';

type Page = { readonly items: readonly { readonly id: string }[]; readonly count?: number; readonly nextLink?: string };

const insert = async (text: string): Promise<string> => {
  const id = uuid();
  const body = JSON.stringify({ id, text });
  const headers = { 'Content-Type': 'application/json' };
  expect((await testFetch('/tables/todoitem', { method: 'POST', headers, body })).status).toBe(201);
  return id;
};

const post = (body: string, path = '/tables/todoitem/$query', type = 'text/plain') =>
  testFetch(path, { method: 'POST', headers: { 'Content-Type': type }, body });

test('a filter longer than an address may be is posted, and its pages are followed by posting it again', async () => {
  const mark = uuid();
  const ids = [await insert(mark), await insert(mark), await insert(mark)].sort();
  const others = Array.from({ length: 400 }, () => `'${uuid()}'`);
  const filter = `id in (${[...others, ...ids.map((id) => `'${id}'`)].join(',')})`;
  const body = `$filter=${encodeURIComponent(filter)}&$top=2&$count=true`;
  expect(body.length).toBeGreaterThan(8192);
  const page: Page = await (await post(body)).json();
  expect([page.items.map(({ id }) => id), page.count, page.nextLink]).toEqual([ids.slice(0, 2), 3, undefined]);

  const whole: Page = await (await post(body.replace('$top=2', '$top=3'), '/tables/todoitem/$query?$top=3')).json();
  expect(whole.items.map(({ id }) => id)).toEqual(ids);

  const paged = await testFetch('/tables/todoitem/$query', {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain', Prefer: 'odata.maxpagesize=2', 'X-ZUMO-Options': 'nextLink=path' },
    body: body.replace('$top=2&', ''),
  });
  const first: Page = await paged.json();
  const next: Page = await (await post(body.replace('$top=2&', ''), first.nextLink)).json();
  expect([...first.items, ...next.items].map(({ id }) => id)).toEqual(ids);
  expect(next.nextLink).toBeUndefined();
});

test('an address that is too long says how to ask', async () => {
  const answer = await testFetch(`/tables/todoitem?$filter=${'x'.repeat(9000)}`);
  expect([answer.status, await answer.text()]).toEqual([414, expect.stringContaining('$query')]);
});

test.each([
  ['PUT', '$top=1', 'text/plain', 415],
  ['POST', '$top=1', 'application/json', 415],
  ['POST', '$top=-1', 'text/plain', 400],
  ['POST', '$top=1&$top=2', 'text/plain', 400],
  ['POST', '%zz', 'text/plain', 400],
  ['POST', '$top=1', 'application/x-www-form-urlencoded', 200],
])('%s /$query with %s as %s is answered %i', async (method, body, type, status) => {
  const init = method === 'GET' ? { method } : { method, headers: { 'Content-Type': type }, body };
  expect((await testFetch('/tables/todoitem/$query', init)).status).toBe(status);
});

test('a record whose id is $query is reached by its encoded address', async () => {
  const headers = { 'Content-Type': 'application/json', 'ZUMO-API-VERSION': '2.0.0' };
  await testFetch('/tables/todoitem', { method: 'POST', headers, body: '{"id":"$query"}' });
  await testFetch('/tables/todoitem/%24query', { method: 'DELETE', headers });
  expect((await testFetch('/tables/todoitem/%24query', { method: 'POST', headers })).status).toBe(201);
});
