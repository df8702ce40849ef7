/** Databases by name, each opened once for all who use it in this program. */
import type { LocalStore, StoreKind } from './local-store.ts';
import { StoreError } from './store-error.ts';
import { Turns } from './turns.ts';

type Shared = { readonly store: LocalStore; readonly turns: Turns; users: number };

/**
 * A kind of store made of one whose databases take one transaction at a time, are opened once and closed once: here
 * they may be opened by many, and used and closed in any order.
 */
export function sharedKind(kind: StoreKind): StoreKind {
  const opened = new Map<string, Shared>();
  const doors = new Turns();
  const leave = async (name: string, shared: Shared): Promise<void> => {
    shared.users -= 1;
    if (shared.users > 0) return;
    opened.delete(name);
    await shared.store.close();
  };
  return {
    open: (name) =>
      doors.take(async () => {
        const shared = opened.get(name) ?? { store: await kind.open(name), turns: new Turns(), users: 0 };
        opened.set(name, shared);
        shared.users += 1;
        return openHandle(name, shared, () => doors.take(() => leave(name, shared)));
      }),
    delete: (name) =>
      doors.take(async () => {
        if (opened.has(name))
          throw new StoreError('failed', `The database "${name}" is open; close it, then delete it.`);
        await kind.delete(name);
      }),
  };
}

function openHandle(name: string, { store, turns }: Shared, leave: () => Promise<void>): LocalStore {
  let closing: Promise<void> | undefined;
  return {
    durable: store.durable,
    async transact(kind, work) {
      if (closing !== undefined) throw new StoreError('closed', `The local store "${name}" was closed.`);
      return turns.take(() => store.transact(kind, work));
    },
    close() {
      closing ??= turns.take(async () => {}).then(leave);
      return closing;
    },
  };
}
