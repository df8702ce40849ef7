/**
 * RxDB 17 with its storage in memory, where nothing waits for a disk. It has no server of its own, so its push handler
 * sends to our service what our client would: one batch of inserts. So the work of the server is the same on both
 * sides.
 */

import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { newRecord } from '../works.ts';

type Todo = ReturnType<typeof newRecord>;
type Change = { readonly newDocumentState: Todo & { readonly _deleted: boolean } };
type Collection = { bulkInsert(todos: readonly Todo[]): Promise<{ readonly error: readonly unknown[] }> };
type Database = {
  addCollections(schemas: object): Promise<{ readonly todos: Collection }>;
  close(): Promise<unknown>;
};
type Replication = { awaitInitialReplication(): Promise<unknown>; cancel(): Promise<unknown>; readonly error$: Errors };
type Errors = { subscribe(listener: (error: unknown) => void): unknown };
type Core = { createRxDatabase(options: object): Promise<Database> };
type Plugin = { replicateRxCollection(options: object): Replication };
type Storage = { getRxStorageMemory(): unknown };

const require = createRequire(new URL('../package.json', import.meta.url));

const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 36 }, text: { type: 'string' }, complete: { type: 'boolean' } },
  required: ['id', 'text', 'complete'],
};

/** A device with so many new records. */
export async function openRxdb(url: URL, records: number) {
  const core: Core = require('rxdb/plugins/core');
  const { getRxStorageMemory }: Storage = require('rxdb/plugins/storage-memory');
  const { replicateRxCollection }: Plugin = require('rxdb/plugins/replication');
  const database = await core.createRxDatabase({
    name: randomUUID(),
    storage: getRxStorageMemory(),
    multiInstance: false,
    eventReduce: false,
  });
  const { todos } = await database.addCollections({ todos: { schema } });
  const { error } = await todos.bulkInsert(Array.from({ length: records }, newRecord));
  if (error.length > 0) throw new Error('RxDB did not take all records.');
  let sent = 0;
  return {
    async push(): Promise<void> {
      const replication = replicateRxCollection({
        collection: todos,
        replicationIdentifier: url.href,
        live: false,
        retryTime: 1_000_000,
        push: {
          batchSize: records,
          handler: async (changes: readonly Change[]) => {
            await send(url, changes);
            sent += changes.length;
            return [];
          },
        },
      });
      const failed = new Promise<never>((_, reject) => replication.error$.subscribe(reject));
      await Promise.race([replication.awaitInitialReplication(), failed]);
    },
    sent: () => sent,
    close: () => database.close(),
  };
}

async function send(url: URL, changes: readonly Change[]): Promise<void> {
  const client = randomUUID();
  const requests = changes.map(({ newDocumentState: { id, text, complete } }, n) => ({
    id: String(n),
    method: 'POST',
    url: 'tables/todoitem',
    headers: { 'Idempotency-Key': `"${client}:${n}"` },
    body: { id, text, complete },
  }));
  const response = await fetch(new URL('/$batch', url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ requests }),
  });
  const { responses }: { responses: readonly { readonly status: number }[] } = JSON.parse(await response.text());
  if (responses.some(({ status }) => status !== 201)) throw new Error('The service refused records of RxDB.');
}
