/**
 * A program that uses a store in Node: `node sqlite-writer.ts FOLDER edit` makes edits without end, each of a record
 * with its operation and the counter, and prints the number of each that is kept; `… count TIMES` adds one so many
 * times.
 */
import { writeSync } from 'node:fs';
import type { LocalStore } from '../../../client/store/local-store.ts';
import { nodeSqlite } from '../../../client/store/sqlite/node.ts';
import { sqliteStore } from '../../../client/store/sqlite.ts';
import { operation } from './contract/queue-values.ts';

const [folder = '', task = '', times = ''] = process.argv.slice(2);

async function edit(store: LocalStore): Promise<number> {
  return store.transact('edit', async ({ records, operations, config }) => {
    const [before] = await config.get(['nextOperation']);
    const number = Number(before ?? 1);
    await Promise.all([
      // Each record is edited twice, so that writes also replace what is there.
      records('todo').put([[`id ${number >> 1}`, { local: { number, text: 'x'.repeat(500) }, pending: [number] }]]),
      operations.put([[number, operation(number)]]),
      config.put([['nextOperation', number + 1]]),
    ]);
    return number;
  });
}

async function count(store: LocalStore): Promise<void> {
  await store.transact('edit', async ({ config }) => {
    const [before] = await config.get(['count']);
    await config.put([['count', Number(before ?? 0) + 1]]);
  });
}

const store = await sqliteStore(nodeSqlite(folder)).open('shared');
if (task === 'edit') for (;;) writeSync(1, `${await edit(store)}\n`);
for (let i = 0; i < Number(times); i += 1) await count(store);
await store.close();
