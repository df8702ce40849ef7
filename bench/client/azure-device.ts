/** npm's azure-mobile-apps-client 2.0.1, unmodified, over node:sqlite; its waits of a millisecond take none. */
import { join } from 'node:path';
import { openClient } from '../../test/node/azure-client/open-client.ts';

// The columns of its quickstart.
const columnDefinitions = { id: 'string', text: 'string', complete: 'boolean', version: 'string', deleted: 'boolean' };

/**
 * A device that keeps its records in a folder of its own, which is there, as durable as ours: with a write-ahead log,
 * and `FULL` as our edits are written, or `NORMAL` as the pages of our pulls.
 */
export async function openAzure(url: URL, folder: string, synchronous: 'FULL' | 'NORMAL') {
  let requests = 0;
  const { client, context, close } = await openClient(url.origin, {
    table: { name: 'todoitem', columnDefinitions },
    watch: async () => {
      requests += 1;
    },
    file: join(folder, 'mobileapps.db'),
    pragmas: `PRAGMA journal_mode = WAL; PRAGMA fullfsync = ON; PRAGMA synchronous = ${synchronous}`,
  });
  return { context, todos: client.getSyncTable('todoitem'), close, requests: () => requests };
}
