import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { testDatabase } from './database.ts';
import { base } from './fetch.ts';
import { app } from './readme-code.ts';

const ask = async (method: string, path: string, body?: object): Promise<[number, unknown]> => {
  const init = { method, headers: { 'Content-Type': 'application/json' }, ...(body && { body: JSON.stringify(body) }) };
  const answer = await app.fetch(new Request(new URL(path, base), init), testDatabase(env));
  const text = await answer.text();
  return [answer.status, text === '' ? undefined : JSON.parse(text)];
};

test('the example of the README does what it says', async () => {
  expect(await ask('POST', '/tables/todoitem', { id: 'milk', text: ' Buy milk ' })).toMatchObject([
    201,
    { text: 'Buy milk' },
  ]);
  expect(await ask('GET', '/api/open')).toMatchObject([200, [{ id: 'milk' }]]);
  expect(await ask('DELETE', '/tables/todoitem/milk')).toMatchObject([400, { code: 'rejected' }]);
  expect(await ask('PATCH', '/tables/todoitem/milk', { complete: true })).toMatchObject([200, {}]);
  expect(await ask('GET', '/api/open')).toEqual([200, []]);
  expect(await ask('DELETE', '/tables/todoitem/milk')).toMatchObject([204, undefined]);
});
