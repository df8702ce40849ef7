/** The client: the items on this device, what waits to be sent, and the way to the service. */
import type { Row } from 'tidemark/client';
import { indexedDbStore } from 'tidemark/client/indexeddb';
import { openLoginClient } from 'tidemark/client/login';
import type * as tables from '../../../src/tables.ts';
import { isOn } from './settings.ts';

/** An item; one that was never sent has no `version` and no `createdAt`. */
export type Todo = Row<typeof tables, 'todoitem'>;
export type Device = Awaited<ReturnType<typeof openDevice>>;

/** Everything that the app keeps, for whoever is signed in; without sign-in, `createClient` would do. */
export async function openDevice() {
  const client = await openLoginClient<typeof tables>({
    url: location.origin,
    store: indexedDbStore(),
    // The switch "Work offline": without it, none of this would be needed.
    environment: {
      fetch: (...asked) => (isOn('offline') ? Promise.reject(new TypeError('offline')) : fetch(...asked)),
    },
  });
  return { client, todos: client.syncTable('todoitem'), syncContext: client.syncContext };
}
