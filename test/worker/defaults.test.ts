import { expect, test } from 'vitest';
import { uuid } from './db/operations.ts';
import { testFetch } from './fetch.ts';

const send = (version: string, method: string, id: string, body: object) =>
  testFetch(`/tables/kitchen${method === 'POST' ? '' : `/${id}`}`, {
    method,
    headers: { 'ZUMO-API-VERSION': version, 'Content-Type': 'application/json' },
    body: JSON.stringify({ id, ...body }),
  });

test.each([
  ['2.0.0', 'POST', {}],
  ['2.0.0', 'POST', { complete: null }],
  ['2.0.0', 'PATCH', { complete: null }],
  ['2.0.0', 'PUT', { complete: null }],
  ['3.0.0', 'POST', {}],
  ['3.0.0', 'POST', { complete: null }],
  ['3.0.0', 'PATCH', { complete: null }],
  ['3.0.0', 'PUT', {}],
])('in dialect %s, a %s of %j gives the column its default', async (version, method, body) => {
  const id = uuid();
  if (method !== 'POST') await send(version, 'POST', id, { complete: true });
  const answer = await send(version, method, id, body);
  expect(await answer.json()).toMatchObject({ id, complete: false });
});

test.each(['2.0.0', '3.0.0'])('in dialect %s, what a PATCH leaves out stays as it is', async (version) => {
  const id = uuid();
  await send(version, 'POST', id, { complete: true, text: 'a' });
  const answer = await send(version, 'PATCH', id, { text: null });
  expect(await answer.json()).toMatchObject({ complete: true, text: null });
});
