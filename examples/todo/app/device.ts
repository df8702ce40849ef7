/** The client: the items on this device, what waits to be sent, and the way to the service. */
import { createClient, type Row } from 'tidemark/client';
import { indexedDbStore } from 'tidemark/client/indexeddb';
import type * as tables from '../../../src/tables.ts';
import type { Login } from './account.ts';
import { isOn } from './settings.ts';

/** An item; one that was never sent has no `version` and no `createdAt`. */
export type Todo = Row<typeof tables, 'todoitem'>;
export type Device = ReturnType<typeof openDevice>;

/** Everything that the app keeps, for whoever has signed in. */
export function openDevice(login: Login | undefined) {
  const client = createClient<typeof tables>({
    url: location.origin,
    store: indexedDbStore(),
    ...(login === undefined ? {} : { user: login.user, tokens: { token: () => login.token } }),
    // The switch "Work offline": without it, none of this would be needed.
    environment: {
      fetch: (...asked) => (isOn('offline') ? Promise.reject(new TypeError('offline')) : fetch(...asked)),
    },
  });
  return { client, todos: client.syncTable('todoitem'), syncContext: client.syncContext };
}
