/** A page that is an app: the whole client, on IndexedDB unless told otherwise. */
import { type Client, createClient, memoryStore, StoreError, SyncError } from '../../../client/index.ts';
import { indexedDbStore, requestPersistence } from '../../../client/store/indexeddb.ts';
import type * as tables from '../../worker/owned/tables.ts';

export { requestPersistence };

const stores = { indexedDb: indexedDbStore, memory: memoryStore } as const;

let client: Client<typeof tables>;
const asked: string[] = [];
const heard: string[] = [];

/** Opens the app for this user, whose name is the token too. */
export function open(url: string, user: string, kind: keyof typeof stores = 'indexedDb'): void {
  const counted: typeof fetch = (input, init) => {
    const { pathname } = new URL(String(input));
    if (pathname === '/$batch') {
      const { requests }: { requests: { method: string; url: string }[] } = JSON.parse(String(init?.body));
      asked.push(...requests.map(({ method, url }) => `${method} /${url}`));
    } else asked.push(`${init?.method} ${pathname}`);
    return fetch(input, init);
  };
  const tokens = { token: () => user };
  client = createClient({ url, user, tokens, store: stores[kind](), environment: { fetch: counted } });
  client.syncContext.subscribe((event) => {
    if (event.type === 'changed') heard.push(...event.records.map(({ id }) => id));
  });
}

const todos = () => client.syncTable('todoitem');

/** An item with a text of this size. */
export async function insert(id: string, size = 10): Promise<void> {
  await todos().insert({ id, text: id.padEnd(size, '.') });
}

export async function insertMany(prefix: string, count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1) await insert(`${prefix}-${n}`);
}

export async function update(id: string, text: string): Promise<void> {
  await todos().update({ id, text });
}

/** How many operations went through. */
export async function push(): Promise<number> {
  const { completed, errors } = await client.syncContext.push();
  if (errors.length > 0) throw new Error(`${errors.length} operations were refused: ${errors[0]?.message}`);
  return completed;
}

/** How many records came. */
export async function pull(): Promise<number> {
  return (await todos().pull(todos(), 'all-todos')).received;
}

export const isDurable = (): Promise<boolean> => client.isDurable();

/** How many operations may have reached the service, which has not answered. */
export async function sentCount(): Promise<number> {
  return (await client.syncContext.pendingOperations()).filter(({ state }) => state === 'sent').length;
}

export const pendingCount = (): Promise<number> => client.syncContext.pendingCount();

/** The texts of all items that the app shows, by id. */
export async function texts(): Promise<Readonly<Record<string, string | null>>> {
  return Object.fromEntries((await todos().read()).map(({ id, text }) => [id, text]));
}

/** The requests so far; of a batch, its parts. */
export const requests = (): readonly string[] => asked;

/** The ids of the records that the app was told have changed. */
export const changed = (): readonly string[] => heard;

const calls = { insert, push, pull, isDurable } as const;

type Failed = {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly cause?: string;
};

/** What the call fails with; undefined when it does not. */
export async function failureOf(call: keyof typeof calls, ...args: readonly unknown[]): Promise<Failed | undefined> {
  try {
    await Reflect.apply(calls[call], undefined, args);
    return undefined;
  } catch (error) {
    if (!(error instanceof SyncError || error instanceof StoreError)) throw error;
    const { name, code, message, cause } = error;
    return { name, code, message, ...(cause instanceof StoreError ? { cause: cause.code } : {}) };
  }
}

declare global {
  /** Tells the test that this item was said to be kept, with this text. */
  var keep: (id: string, text: string) => Promise<void>;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Inserts items, counts up in another one, and pushes, all at the same time and for ever. `life` is in what is written.
 */
export async function workWithoutEnd(life: number): Promise<void> {
  const edit = async (id: string, text: string, write: () => Promise<void>): Promise<void> => {
    await write();
    globalThis.keep(id, text);
    await pause(5);
  };
  const insertAll = async (): Promise<void> => {
    for (let n = 1; ; n += 1) await edit(`${life}-${n}`, `${life}-${n}`.padEnd(10, '.'), () => insert(`${life}-${n}`));
  };
  const count = async (): Promise<void> => {
    for (let n = life * 100_000; ; n += 1) await edit('counter', String(n), () => update('counter', String(n)));
  };
  const pushAll = async (): Promise<void> => {
    for (;;) if ((await push()) === 0) await pause(1);
  };
  await Promise.all([insertAll(), count(), pushAll()]);
}
