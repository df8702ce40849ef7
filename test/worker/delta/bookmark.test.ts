import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { createApp } from '../../../src/app.ts';
import type { Session } from '../../../src/db/db.ts';
import { openDatabase } from '../../../src/env.ts';
import { driver, testDatabase } from '../database.ts';
import { todoitem } from '../tables.ts';

const bookmark = `${'0'.repeat(7)}1-00000002-0000000a-${'0123456789abcdef'.repeat(2)}`;

/** The session that a request has opened, and its answer. */
async function openedBy(headers: Record<string, string>, path = '/tables/todoitem', body?: object) {
  const sessions: (Session | undefined)[] = [];
  const openDb = (_: object, session?: Session) => {
    sessions.push(session);
    return openDatabase(testDatabase(env), session);
  };
  const app = createApp({ tables: [todoitem], openDb });
  const init = body && { method: 'POST', body: JSON.stringify(body) };
  const typed = { ...headers, ...(body && { 'Content-Type': 'application/json' }) };
  const answer = await app.fetch(new Request(`http://test.local${path}`, { headers: typed, ...init }), {});
  return { sessions, status: answer.status, sent: answer.headers.get('x-d1-bookmark') };
}

test.each([
  ['no bookmark', {}, undefined],
  ['a bookmark', { 'x-d1-bookmark': bookmark }, bookmark],
  ['garbage for a bookmark', { 'x-d1-bookmark': 'garbage' }, undefined],
  ['a bookmark in capitals', { 'x-d1-bookmark': bookmark.toUpperCase() }, undefined],
])('a request with %s opens one session, from there or from the primary', async (_, headers, expected) => {
  const { sessions, status, sent } = await openedBy(headers);
  expect([sessions, status]).toEqual([[{ bookmark: expected }], 200]);
  expect(typeof sent === 'string').toBe(driver === 'd1');
});

test('old clients have no session', async () => {
  const { sessions, sent } = await openedBy({ 'ZUMO-API-VERSION': '2.0.0', 'x-d1-bookmark': bookmark });
  expect([sessions, sent]).toEqual([[undefined], null]);
});

test('a bookmark that was sent is one that is taken', async () => {
  const { sent } = await openedBy({});
  if (sent === null) return expect(driver).toBe('libsql');
  expect((await openedBy({ 'x-d1-bookmark': sent })).sessions).toEqual([{ bookmark: sent }]);
});

test('a batch tells where its session has come to, so that the next read sees its writes', async () => {
  const requests = [{ id: '1', method: 'post', url: 'tables/todoitem', body: { text: 'a' } }];
  const { sent } = await openedBy({}, '/$batch', { requests });
  expect(typeof sent === 'string').toBe(driver === 'd1');
});
