/**
 * A page that uses the store as the client does: each edit writes the record, its operation and the counter at once.
 */
import type { Operation } from '../../../client/queue/operation.ts';
import { indexedDbStore } from '../../../client/store/indexeddb.ts';
import type { LocalStore } from '../../../client/store/local-store.ts';
import { requestPersistence } from '../../../client/store/persistence.ts';
import { StoreError } from '../../../client/store/store-error.ts';

export { requestPersistence };

const name = 'store-page';
const table = 'todoitem';
const kind = indexedDbStore({ patienceMs: 2_000 });
let store: LocalStore;

/** Whether the store was lost. */
export async function open(): Promise<boolean> {
  store = await kind.open(name);
  return store.lost === true;
}

export const close = (): Promise<void> => store.close();
export const remove = (): Promise<void> => kind.delete(name);

/** The number of the operation that this edit of the record has added; `size` is that of its text. */
export function edit(id: string, size = 10): Promise<number> {
  return store.transact('edit', async ({ records, operations, config }) => {
    const [[entry], [counter]] = await Promise.all([records(table).get([id]), config.get(['nextOperation'])]);
    const number = typeof counter === 'number' ? counter : 1;
    const body = { text: `${number} `.padEnd(size, 'x') };
    const operation: Operation = { number, table, id, kind: 'insert', state: 'queued', body, edits: 0, attempts: 0 };
    await Promise.all([
      records(table).put([[id, { local: body, pending: [...(entry?.pending ?? []), number] }]]),
      operations.put([[number, operation]]),
      config.put([['nextOperation', number + 1]]),
    ]);
    return number;
  });
}

/** The numbers of so many edits, made one after the other, of records that other tabs edit too. */
export async function editMany(count: number): Promise<readonly number[]> {
  const numbers: number[] = [];
  for (let i = 0; i < count; i += 1) numbers.push(await edit(`record-${i % 5}`));
  return numbers;
}

declare global {
  /** Tells the test that this edit was said to be kept. */
  var acknowledge: (number: number) => Promise<void>;
}

/** Edits for ever, several records at a time. */
export async function editWithoutEnd(): Promise<void> {
  const editOne = async (id: string): Promise<void> => {
    for (;;) globalThis.acknowledge(await edit(id));
  };
  await Promise.all(['a', 'b', 'c'].map(editOne));
}

type Kept = {
  readonly operations: readonly number[];
  /** Those that the records know, in the same order. */
  readonly pending: readonly number[];
  readonly nextOperation: number;
};

export function readAll(): Promise<Kept> {
  return store.transact('read', async ({ records, operations, config }) => {
    const all = await records(table).list();
    const [counter] = await config.get(['nextOperation']);
    return {
      operations: (await operations.list()).map(([number]) => number),
      pending: all.flatMap(([, { pending }]) => pending ?? []).sort((a, b) => a - b),
      nextOperation: typeof counter === 'number' ? counter : 1,
    };
  });
}

/** The code that the call fails with; undefined when it does not. */
export async function codeOf(call: 'open' | 'edit' | 'remove', size?: number): Promise<string | undefined> {
  try {
    await { open, remove, edit: () => edit('one', size) }[call]();
    return undefined;
  } catch (error) {
    return error instanceof StoreError ? error.code : String(error);
  }
}
