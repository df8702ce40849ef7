import { expect, test } from 'vitest';
import { tableCode } from '../../../src/code/table-code.ts';
import { digestStatement } from '../../../src/db/digest.ts';
import { serve, serveCode } from '../coded.ts';
import { db, explainPlan } from '../database.ts';
import { insertOf, uuid, writeAs } from '../db/operations.ts';
import { card, diary, todoitem } from '../tables.ts';

const ask = serve({});
const digestOf = (versions: readonly string[]): string => {
  const sum = versions.reduce((total, version) => (total + Number.parseInt(version.slice(0, 12), 16)) % 2 ** 48, 0);
  return sum.toString(16).padStart(12, '0');
};

/** Ids and versions of so many new items of a world, in the order of ids. */
async function fill(world: string, count: number): Promise<[id: string, version: string][]> {
  const items = Array.from({ length: count }, (_, at) =>
    insertOf(`${world}-${String(at).padStart(5, '0')}`, { text: String(at % 2), complete: false }),
  );
  const outcomes = await writeAs(undefined, todoitem, items);
  return outcomes.map(({ record }) => [String(record?.id), String(record?.version)]);
}

test('ranges of 500 records have their counts and digests, and the last has no end', async () => {
  const world = uuid();
  const items = await fill(world, 1_100);
  const filter = `startswith(id,'${world}')`;
  const { body, headers } = await ask('GET', `/tables/todoitem/$digest?$filter=${filter}`);
  const range = (from: number, to: number) => items.slice(from, to).map(([, version]) => version);
  expect(body).toEqual({
    ranges: [
      { to: items[499]?.[0], count: 500, digest: digestOf(range(0, 500)) },
      { to: items[999]?.[0], count: 500, digest: digestOf(range(500, 1_000)) },
      { count: 100, digest: digestOf(range(1_000, 1_100)) },
    ],
  });
  expect(headers.get('x-sync-head')).toMatch(/^\d+\.[0-9a-f]{16}$/);
  // One record differs, and with it its range alone.
  await ask('PATCH', `/tables/todoitem/${items[700]?.[0]}`, { body: { text: 'other' } });
  const after = await ask('GET', `/tables/todoitem/$digest?$filter=${filter}`);
  expect(after.body.ranges).toEqual([
    expect.objectContaining({ digest: digestOf(range(0, 500)) }),
    expect.not.objectContaining({ digest: digestOf(range(500, 1_000)) }),
    expect.objectContaining({ digest: digestOf(range(1_000, 1_100)) }),
  ]);
});

test('more than 10,000 records go on behind a link', async () => {
  const world = uuid();
  const insert = `WITH RECURSIVE item (n) AS (SELECT 10000 UNION ALL SELECT n + 1 FROM item WHERE n < 20000)
    INSERT INTO todoitem (id) SELECT ?1 || n FROM item`;
  await db.write([{ sql: insert, params: [world] }]);
  const path = `/tables/todoitem/$digest?$filter=startswith(id,'${world}')`;
  const first = await ask('GET', path);
  expect(first.body).toMatchObject({ ranges: { length: 20, 19: { to: `${world}19999`, count: 500 } } });
  const last = await ask('GET', `/tables/todoitem/$digest?${first.body.nextLink}`);
  expect(last.body).toEqual({ ranges: [{ count: 1, digest: expect.stringMatching(/^[0-9a-f]{12}$/) }] });
});

test('a list without records is one empty range, and what others own or the view hides is not counted', async () => {
  const nothing = { ranges: [{ count: 0, digest: '000000000000' }] };
  const text = { body: { text: 'a' } };
  const coded = serveCode(tableCode(card, { view: () => "list eq 'a'" }));
  await ask('POST', '/tables/diary', { user: 'bob', ...text });
  await ask('POST', '/tables/card', { user: 'ann', ...text });
  expect((await ask('GET', '/tables/diary/$digest', { user: 'ann' })).body).toEqual(nothing);
  expect((await coded('GET', '/tables/card/$digest', { user: 'ann' })).body).toEqual(nothing);
  expect((await ask('GET', '/tables/card/$digest', { user: 'ann' })).body).toMatchObject({ ranges: [{ count: 1 }] });
});

test('it is refused to strangers, with an order, and where code replaces what reads show', async () => {
  expect((await ask('GET', '/tables/diary/$digest')).status).toBe(401);
  expect((await ask('GET', '/tables/todoitem/$digest?$orderby=text')).status).toBe(400);
  const coded = serveCode(tableCode(todoitem, { read: (_, next) => next() }));
  expect((await coded('GET', '/tables/todoitem/$digest')).status).toBe(405);
});

test('it reads the records in the order of their key', async () => {
  const request = { principal: { id: 'ann' }, filter: undefined, includeDeleted: false, after: 'x' };
  const plan = await explainPlan(digestStatement(diary, request));
  expect(plan.filter((detail) => /SEARCH/.test(detail))).toEqual([expect.stringMatching(/\(owner=\? AND id>\?\)/)]);
});
