import { afterEach, expect, test, vi } from 'vitest';
import { createClient, memoryStore } from '../../client/index.ts';

afterEach(() => vi.unstubAllGlobals());

const refused = () => Promise.reject(new DOMException('Access to the Locks API is denied.', 'SecurityError'));

test.each([
  ['that has no locks', {}],
  ['whose locks refuse it, as they do a sandboxed frame', { locks: { request: refused } }],
])('a page %s pushes all the same', async (_, navigator) => {
  vi.stubGlobal('navigator', navigator);
  const client = createClient<{ todoitem: { id: string } }>({
    url: 'https://todo.example',
    store: memoryStore(),
    environment: { fetch: async () => Response.json({ id: 'milk', version: 'one' }, { status: 201 }) },
  });
  await client.syncTable('todoitem').insert({ id: 'milk' });
  expect(await client.syncContext.push()).toEqual({ completed: 1, errors: [] });
});

test('work that fails under a lock is not done again', async () => {
  vi.stubGlobal('navigator', { locks: { request: (_: string, work: () => unknown) => work() } });
  let asked = 0;
  const fetch = async () => {
    asked += 1;
    throw new TypeError('no network');
  };
  const client = createClient<{ todoitem: { id: string } }>({
    url: 'https://todo.example',
    store: memoryStore(),
    environment: { fetch },
  });
  await client.syncTable('todoitem').insert({ id: 'milk' });
  await expect(client.syncContext.push()).rejects.toMatchObject({ code: 'cancelled-by-network' });
  expect(asked).toBe(1);
});
