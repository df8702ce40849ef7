/** A store for as long as it is used. */
import type { LocalStore, StoreKind } from '../../../client/store/local-store.ts';

/** Opens the store `name`, uses and closes it. */
export async function whileOpen<Result>(
  kind: StoreKind,
  name: string,
  use: (store: LocalStore) => Promise<Result>,
): Promise<Result> {
  const store = await kind.open(name);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
