/** A page that is an app whose users sign in. */
import { SyncError } from '../../../client/index.ts';
import { type LoginClient, openLoginClient } from '../../../client/login/index.ts';
import { indexedDbStore } from '../../../client/store/indexeddb.ts';
import type * as tables from '../../worker/owned/tables.ts';
import { button } from './click.ts';

let client: LoginClient<typeof tables>;
let signingIn: Promise<{ readonly userId: string }> | undefined;
const asked: string[] = [];

/** An app of this service; its button signs in. Says who is signed in from the start. */
export async function open(url: string): Promise<string | undefined> {
  const counted: typeof fetch = (input, init) => {
    asked.push(`${init?.method} ${new URL(String(input)).pathname}`);
    return fetch(input, init);
  };
  client = await openLoginClient({ url, store: indexedDbStore(), environment: { fetch: counted } });
  button(() => {
    signingIn = client.login('local');
    // It is asked for later.
    signingIn.catch(() => undefined);
  });
  return client.currentUser?.userId;
}

export const currentUser = (): string | undefined => client.currentUser?.userId;

const todos = () => client.syncTable('todoitem');

const calls = {
  signedIn: async () => (await signingIn)?.userId,
  signInWith: async (token: string) => (await client.login('local', { token: { id_token: token } })).userId,
  logout: () => client.logout(),
  wipe: () => client.logout('wipe'),
  keep: () => client.logout('keep'),
  insert: async (id: string) => void (await todos().insert({ id, text: id })),
  sync: async () => void (await todos().pull(todos(), 'all')),
  readOnline: async () => (await client.table('todoitem').read()).map(({ text }) => text),
  texts: async () => (await todos().read()).map(({ text }) => text),
  pendingCount: () => client.syncContext.pendingCount(),
} as const;

/** What the call gives, or the code and message of the error that it fails with. */
export async function call(name: keyof typeof calls, argument = ''): Promise<unknown> {
  try {
    return await calls[name](argument);
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    return { code: error.code, message: error.message };
  }
}

/** Calls at the same time. */
export const callTimes = (name: keyof typeof calls, times: number): Promise<readonly unknown[]> =>
  Promise.all(Array.from({ length: times }, () => call(name)));

/** The requests so far. */
export const requests = (): readonly string[] => asked.splice(0);
