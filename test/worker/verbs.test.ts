import { expect, test } from 'vitest';
import { serve } from './coded.ts';
import { uuid } from './db/operations.ts';
import { testFetch } from './fetch.ts';

const send = serve({});

test.each(['2.0.0', '3.0.0'])(
  '221: what a table does not allow is 405 with its reason, in dialect %s',
  async (version) => {
    const answer = await send('GET', '/tables/closed', { headers: { 'ZUMO-API-VERSION': version } });
    expect(answer).toMatchObject({
      status: 405,
      body: { code: 'operation_disabled', error: expect.stringMatching(/read/) },
    });
  },
);

test.each(['2.0.0', '3.0.0'])('227: HEAD is GET without a body, in dialect %s', async (version) => {
  const id = uuid();
  const headers = { 'ZUMO-API-VERSION': version };
  await send('POST', '/tables/todoitem', { body: { id, text: 'a' } });
  for (const path of ['/tables/todoitem', `/tables/todoitem/${id}`, `/tables/todoitem/${uuid()}`, '/tables/none']) {
    const get = await testFetch(path, { headers });
    const head = await testFetch(path, { method: 'HEAD', headers });
    expect([path, head.status, await head.text()]).toEqual([path, get.status, '']);
    expect(head.headers.get('ETag')).toBe(get.headers.get('ETag'));
  }
});

test.each([
  ['PUT', '/tables/todoitem', 405, 'GET, POST, PATCH'],
  ['DELETE', '/tables/todoitem', 405, 'GET, POST, PATCH'],
  ['PROPFIND', '/tables/todoitem', 405, 'GET, POST, PATCH'],
  ['PROPFIND', '/tables/todoitem/x', 405, 'GET, POST, PATCH, PUT, DELETE'],
  ['POST', '/health', 404, null],
  ['POST', '/tables', 404, null],
])('228: %s %s is %i', async (method, path, status, allowed) => {
  const answer = await testFetch(path, { method });
  expect([answer.status, answer.headers.get('Allow')]).toEqual([status, allowed]);
});
