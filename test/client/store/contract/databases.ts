/** How databases are opened, closed and deleted. */
import { expect, test } from 'vitest';
import type { LocalStore } from '../../../../client/store/local-store.ts';
import type { Json } from '../../../../src/protocol/column-kind.ts';
import { failure, operation } from './queue-values.ts';
import type { Stores } from './stores.ts';

export function declareDatabases({ openKind, openIn, openNew, newName }: Stores): void {
  const put = (store: LocalStore, value: Json): Promise<void> =>
    store.transact('edit', ({ config }) => config.put([['key', value]]));
  const read = (store: LocalStore): Promise<unknown> =>
    store.transact('read', async ({ config }) => (await config.get(['key']))[0]);

  test('are told apart by their names', async () => {
    const kind = await openKind();
    const [one, two] = [await openIn(kind, newName()), await openIn(kind, newName())];
    await put(one, 1);
    expect(await read(two)).toBeUndefined();
  });

  test('are as they were when they are closed and opened again', async () => {
    const kind = await openKind();
    const database = newName();
    const store = await openIn(kind, database);
    await put(store, 1);
    await store.transact('pull', ({ records }) => records('todo').put([['a', { server: { id: 'a' } }]]));
    await store.close();
    const again = await openIn(kind, database);
    expect(await read(again)).toBe(1);
    expect(await again.transact('read', ({ records }) => records('todo').list())).toEqual([
      ['a', { server: { id: 'a' } }],
    ]);
  });

  test('outlive the program exactly if the store says that it is durable', async () => {
    const database = newName();
    const store = await openIn(await openKind(), database);
    await put(store, 1);
    await store.close();
    const again = await openIn(await openKind(), database);
    expect(await read(again)).toBe(store.durable ? 1 : undefined);
  });

  test('take no more after they are closed, which may be done twice, and waits for what is running', async () => {
    const store = await openNew();
    const running = [put(store, 1), put(store, 2)];
    let ended = 0;
    for (const each of running) each.then(() => (ended += 1));
    const closing = store.close();
    await expect(read(store)).rejects.toMatchObject({ name: 'StoreError', code: 'closed' });
    await Promise.all([closing, store.close()]);
    expect(ended).toBe(2);
    await store.close();
    const late = store.transact('edit', async () => {
      expect.unreachable('a closed store ran work');
    });
    await expect(late).rejects.toMatchObject({ code: 'closed' });
  });

  test('stay open for one who has opened them when another closes them', async () => {
    const kind = await openKind();
    const database = newName();
    const [one, two] = [await openIn(kind, database), await openIn(kind, database)];
    await one.close();
    await one.close();
    await put(two, 2);
    expect(await read(two)).toBe(2);
  });

  test('leave nothing when they are deleted, and may not even be there', async () => {
    const kind = await openKind();
    const database = newName();
    await kind.delete(database);
    const store = await openIn(kind, database);
    await put(store, 1);
    await store.transact('edit', async (tx) => {
      await tx.records('todo').put([['a', {}]]);
      await tx.operations.put([[1, operation(1)]]);
      await tx.errors.put([[1, failure(1)]]);
    });
    await store.close();
    await kind.delete(database);
    const again = await openIn(kind, database);
    await again.transact('read', async (tx) => {
      for (const collection of [tx.records('todo'), tx.operations, tx.errors, tx.config]) {
        expect(await collection.count()).toBe(0);
      }
    });
  });
}
