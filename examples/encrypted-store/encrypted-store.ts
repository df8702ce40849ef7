/** A store that keeps all it has encrypted, in whichever store is below. */
import type { LocalStore, StoreKind } from '../../client/store/local-store.ts';
import { memoryStore } from '../../client/store/memory.ts';
import { sharedKind } from '../../client/store/shared-kind.ts';
import { type Changes, noted, putBack } from './changes.ts';
import { type Secret, Vault } from './vault.ts';

export { type Secret, WrongKeyError } from './vault.ts';

/**
 * Databases of the kind below, of which nobody reads anything without the secret: not values, not ids, not the names of
 * tables. What is open is in memory as a whole. One program at a time may write; another one is told so, and loses
 * nothing.
 *
 * @example
 * const store = encryptedStore(indexedDbStore(), { passphrase, iterations: 600_000 });
 */
export function encryptedStore(below: StoreKind, secret: Secret): StoreKind {
  return sharedKind({
    async open(name) {
      const store = await below.open(name);
      try {
        return await openStore(store, await Vault.open(store, secret));
      } catch (error) {
        await store.close();
        throw error;
      }
    },
    delete: (name) => below.delete(name),
  });
}

async function openStore(below: LocalStore, vault: Vault): Promise<LocalStore> {
  const memory = await memoryStore().open('working set');
  const kept = await vault.read();
  await memory.transact('edit', async (transaction) => {
    for (const [place, text] of kept) await putBack(transaction, place, text);
  });
  return {
    durable: below.durable,
    transact: (kind, work) =>
      memory.transact(kind, async (transaction) => {
        const changes: Changes = new Map();
        const result = await work(noted(transaction, changes));
        // Within the transaction of the memory, which is undone when this fails.
        if (kind !== 'read' && changes.size > 0) await vault.write(kind, changes);
        return result;
      }),
    close: () => below.close(),
  };
}
