/** The stores of a test: opened for it, and closed and deleted after it. */
import { afterEach } from 'vitest';
import type { LocalStore, StoreKind } from '../../../../client/store/local-store.ts';

/** Gives a kind of store; of a durable one, each on the same device, as another run of the program would. */
export type OpenKind = () => StoreKind | Promise<StoreKind>;

export type Stores = {
  readonly openKind: OpenKind;
  readonly openIn: (kind: StoreKind, database: string) => Promise<LocalStore>;
  /** A store that nobody else uses. */
  readonly openNew: () => Promise<LocalStore>;
  readonly newName: () => string;
};

export function cleanStores(openKind: OpenKind): Stores {
  const used: { readonly kind: StoreKind; readonly database: string; readonly store: LocalStore }[] = [];
  afterEach(async () => {
    const all = used.splice(0);
    for (const { store } of all) await store.close();
    for (const { kind, database } of all) await kind.delete(database);
  });
  const openIn = async (kind: StoreKind, database: string): Promise<LocalStore> => {
    const store = await kind.open(database);
    used.push({ kind, database, store });
    return store;
  };
  const newName = (): string => `contract-${Math.random().toString(36).slice(2)}`;
  return { openKind, openIn, newName, openNew: async () => openIn(await openKind(), newName()) };
}
