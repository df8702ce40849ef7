/** Orders of many columns, with a page behind a record: how deep SQL may be must not be what refuses them. */
import { beforeAll, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { string } from '../../src/table/column.ts';
import { syncTable } from '../../src/table/sync-table.ts';
import { db } from './database.ts';
import { insertOf, written } from './db/operations.ts';
import { creationOf } from './made-table.ts';

const names = Array.from({ length: 80 }, (_, at) => `column${at}`);
const wide = syncTable('wide', Object.fromEntries(names.map((name) => [name, string()])));
const app = createApp({ tables: [wide], openDb: () => db });

beforeAll(async () => {
  await db.write(creationOf(wide));
  const values = Object.fromEntries(names.map((name) => [name, 'same']));
  const ids = ['a', 'b', 'c'];
  expect(
    await written(
      wide,
      ids.map((id) => insertOf(id, values)),
    ),
  ).toEqual([201, 201, 201]);
});

type Page = { readonly items?: readonly { readonly id: string }[]; readonly nextLink?: string };

async function page(query: string): Promise<[number, Page]> {
  const headers = { Prefer: 'odata.maxpagesize=1' };
  const answer = await app.fetch(new Request(`http://test.local/tables/wide?${query}`, { headers }), {});
  return [answer.status, await answer.json()];
}

const nested = (inner: string, times: number): string => 'not ('.repeat(times) + inner + ')'.repeat(times);

test.each(['', ' desc'])('ten columns order a list%s, page by page, whatever its filter', async (direction) => {
  const order = names.slice(0, 10).map((name) => name + direction);
  const filter = encodeURIComponent(nested("column0 eq 'same'", 30));
  let query = `$orderby=${order}&$filter=${filter}&$select=id`;
  for (const id of ['a', 'b', 'c']) {
    const [status, { items, nextLink = '' }] = await page(query);
    expect([status, items]).toEqual([200, [{ id }]]);
    query = nextLink;
  }
  expect(query).toBe('');
});

test.each([11, 16, 80])('%i columns are refused', async (count) => {
  const [status, problem] = await page(`$orderby=${names.slice(0, count)}`);
  expect([status, problem]).toEqual([400, expect.objectContaining({ code: 'invalid_query', field: '$orderby' })]);
});
