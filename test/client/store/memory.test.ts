import { expect, test } from 'vitest';
import { memoryStore } from '../../../client/store/memory.ts';
import { localStoreContract } from './contract.ts';

localStoreContract('memory', memoryStore);

test('a memory store says that it is not durable', async () => {
  const store = await memoryStore().open('any');
  expect(store.durable).toBe(false);
  await store.close();
});

test('a database in memory that is open is not deleted', async () => {
  const kind = memoryStore();
  const store = await kind.open('any');
  await store.transact('edit', ({ config }) => config.put([['key', 1]]));
  await expect(kind.delete('any')).rejects.toMatchObject({ name: 'StoreError', code: 'failed' });
  expect(await store.transact('read', ({ config }) => config.list())).toEqual([['key', 1]]);
  await store.close();
});

test('a transaction in memory that has ended changes nothing more', async () => {
  const store = await memoryStore().open('any');
  const { config } = await store.transact('edit', async (transaction) => transaction);
  await expect(config.put([['key', 1]])).rejects.toMatchObject({ code: 'failed' });
  expect(await store.transact('read', ({ config }) => config.list())).toEqual([]);
  await store.close();
});
