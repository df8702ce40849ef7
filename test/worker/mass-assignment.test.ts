/** A body sets the columns of its table, and nothing that the server sets. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Row } from '../../src/db/db.ts';
import { runs } from '../runs.ts';
import { db } from './database.ts';
import { insertOf, uuid, written } from './db/operations.ts';
import { testFetch } from './fetch.ts';
import { diary } from './tables.ts';

const members = [
  ...['owner', 'userId', 'OWNER', 'UserId', 'userid', '"owner"', 'diary.owner', 'scope', 'principal', 'by'],
  ...['version', 'prevVersion', 'prevversion', 'updatedAt', 'createdAt', 'CreatedAt', 'deleted', 'seq', 'rowid'],
  ...['_status', '_head', 'hash', 'client', 'values', '__proto__', 'constructor', '@odata.etag'],
];
const values = fc.oneof(
  fc.constantFrom<unknown>('bob', '', null, 0, 1, true, false, '2020-01-01T00:00:00.000Z', 'ffffffffffffffff'),
  fc.constantFrom<unknown>({ $set: 'bob' }, ['bob'], { owner: 'bob' }),
);
const someBody = fc
  .array(fc.tuple(fc.constantFrom(...members), values), { maxLength: 4 })
  .map(
    (pairs) =>
      `{"text":"mine"${pairs.map(([name, value]) => `,${JSON.stringify(name)}:${JSON.stringify(value)}`).join('')}}`,
  );

async function rowsOf(id: string): Promise<readonly Row[]> {
  const [rows = []] = await db.read([{ sql: 'SELECT * FROM diary WHERE id = ?1', params: [id] }]);
  return rows;
}

type Sent = {
  readonly method: string;
  readonly version: string;
  readonly user: string;
  readonly id: string;
  readonly body: string;
};

async function statusOf({ method, version, user, id, body }: Sent): Promise<number> {
  const isNew = method === 'POST';
  const answer = await testFetch(isNew ? '/tables/diary' : `/tables/diary/${id}`, {
    method,
    headers: { 'Content-Type': 'application/json', 'ZUMO-API-VERSION': version, 'x-test-user': user },
    body: isNew ? body.replace('{', `{"id":"${id}",`) : body,
  });
  return answer.status;
}

/** That the server has stamped the row, and nobody else. */
function expectStamped(row: Row | undefined, before: Row | undefined, user: string): void {
  expect(row).toMatchObject({ owner: user, createdAt: before?.createdAt ?? row?.updatedAt });
  expect(Number(row?.updatedAt)).toBeGreaterThan(Number(before?.updatedAt ?? Date.UTC(2026)));
  expect(row?.prevVersion).toBe(before?.version ?? null);
  expect(row?.version).toMatch(/^[0-9a-f]{16}$/);
  expect(['ffffffffffffffff', before?.version]).not.toContain(row?.version);
}

test('whatever a body says, the record is its user’s, and stamped by the server', async () => {
  const statuses = new Map<number, number>();
  const property = async (method: string, version: string, body: string): Promise<void> => {
    const [user, id] = [`ann ${uuid()}`, uuid()];
    if (method !== 'POST') await written(diary, [insertOf(id, { text: 'first' })], user);
    const [before] = await rowsOf(id);
    const status = await statusOf({ method, version, user, id, body });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    const rows = await rowsOf(id);
    if (status < 300) expectStamped(rows[0], before, user);
    else expect(rows).toEqual(before === undefined ? [] : [before]);
  };
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('POST', 'PATCH', 'PUT'), fc.constantFrom('2.0.0', '3.0.0'), someBody, property),
    runs(300),
  );
  const seen = [...statuses.keys()];
  expect(seen).toEqual(expect.arrayContaining([200, 201, 400]));
  // 409: a body of dialect 2.0 may name the version that it expects.
  expect(seen.filter((status) => ![200, 201, 400, 409].includes(status))).toEqual([]);
}, 300_000);
