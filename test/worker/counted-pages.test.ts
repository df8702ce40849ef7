import { expect, test } from 'vitest';
import { uuid } from './db/operations.ts';
import { base, testFetch } from './fetch.ts';

const v2 = { 'ZUMO-API-VERSION': '2.0.0' };

async function insert(text: string, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const body = JSON.stringify({ text });
    const headers = { 'Content-Type': 'application/json' };
    expect((await testFetch('/tables/todoitem', { method: 'POST', headers, body })).status).toBe(201);
  }
}

type Page = { readonly items: readonly unknown[]; readonly count?: number; readonly nextLink?: string };

const page = async (query: string): Promise<Page> => {
  const headers = { Prefer: 'odata.maxpagesize=2' };
  return (await testFetch(`/tables/todoitem?${query}`, { headers })).json();
};

const shown = ({ items, count }: Page) => [items.length, count];

test('every page of a list that counts shows the count of the first, which is not counted again', async () => {
  const mark = uuid();
  await insert(mark, 5);
  const first = await page(`$filter=text eq '${mark}'&$orderby=updatedAt&$count=true`);
  await insert(mark, 1);
  const second = await page(first.nextLink ?? '');
  const third = await page(second.nextLink ?? '');
  expect([first, second, third].map(shown)).toEqual([
    [2, 5],
    [2, 5],
    [2, 5],
  ]);
  expect(third.nextLink).toBeUndefined();
  expect(shown(await page(`$filter=text eq '${mark}'&$orderby=updatedAt&$count=true`))).toEqual([2, 6]);
});

test('a link of a list that does not count may be made to count, and the other way round', async () => {
  const mark = uuid();
  await insert(mark, 3);
  const { nextLink: plain = '' } = await page(`$filter=text eq '${mark}'`);
  expect(shown(await page(`${plain}&$count=true`))).toEqual([1, 3]);
  const { nextLink: counting = '' } = await page(`$filter=text eq '${mark}'&$count=true`);
  expect(shown(await page(counting.replace('count=true', 'count=false')))).toEqual([1, undefined]);
});

test('every page of a list of old clients shows the count of the first', async () => {
  const mark = uuid();
  await insert(mark, 3);
  const first = await testFetch(`/tables/todoitem?$filter=text eq '${mark}'&$inlinecount=allpages&$top=2`, {
    headers: v2,
  });
  await insert(mark, 1);
  const link =
    first.headers
      .get('Link')
      ?.replace(/; rel=next$/, '')
      .replace(base, '') ?? '';
  const second = await testFetch(link, { headers: v2 });
  expect([await first.json(), await second.json()]).toMatchObject([{ count: 3 }, { count: 3 }]);
});

test.each([
  'nonsense',
  btoa('{}'),
  btoa('[]'),
  btoa('["a"]'),
  btoa('[["a"],"b"]'),
  btoa('[["a","b"]]'),
  btoa('[[{}]]'),
])('the token %s, which no list gave, is refused', async (token) => {
  const { status } = await testFetch(`/tables/todoitem?$skiptoken=${encodeURIComponent(token)}`);
  expect(status).toBe(400);
});
