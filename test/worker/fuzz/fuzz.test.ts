/** Whatever a request says, the server does not fail, and says what is wrong in well-formed words of its own. */
import { env } from 'cloudflare:workers';
import fc, { type Arbitrary } from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { runs } from '../../runs.ts';
import { table } from '../agreement.ts';
import { db } from '../database.ts';
import { insertOf, written } from '../db/operations.ts';
import { type Asked, askHostile } from '../injection/hostile.ts';
import { creationOf } from '../made-table.ts';
import { authenticate } from '../worker.ts';
import { someList, someRequest } from './arbitrary-request.ts';

const app = createApp({ tables: [table], openDb: () => db, authenticate });
const fetch = async (path: string, init: RequestInit = {}) =>
  app.fetch(new Request(`http://test.local${path}`, init), env);

beforeAll(async () => {
  await db.write(creationOf(table));
  const values = { text: "it's", x: 0.5, count: 3, complete: true, due: 0, birthday: '2026-11-21', big: '-12' };
  const inserts = ['a', 'b', 'c', '$query', 'é', '😀'].map((id) => insertOf(id, values));
  expect(new Set(await written(table, inserts))).toEqual(new Set([201]));
});

/** The JSON value, all of whose text can be printed as UTF-8. */
function parseWellFormed(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value === 'string') expect(value.isWellFormed()).toBe(true);
    return value;
  });
}

async function tryAll(some: Arbitrary<{ version: string; asked: Asked }>, count: number): Promise<Set<number>> {
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(some, async ({ version, asked }) => {
      const { status, headers, text } = await askHostile(version, asked, fetch);
      statuses.add(status);
      if (text === '' || !headers.get('Content-Type')?.includes('json')) return;
      const json = parseWellFormed(text);
      // A conflict is answered with the record, and its ETag.
      if (status < 400 || headers.has('ETag')) return;
      expect(json).toMatchObject({ code: expect.any(String), error: expect.any(String) });
      expect(text.length).toBeLessThan(2_000);
    }),
    runs(count),
  );
  return statuses;
}

test('a list by any text as its query: an answer, or an error in it', async () => {
  const statuses = await tryAll(someList, 3_000);
  expect([...statuses].sort()).toEqual([200, 400]);
});

test('a request with any text as its path, query, headers and body', async () => {
  const statuses = await tryAll(someRequest, 3_000);
  expect([...statuses]).toEqual(expect.arrayContaining([200, 201, 204, 400, 404, 405, 412, 415]));
});
