/** What it takes until 1,000 edits are on the disk, with the operations that will be sent. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Figure } from '../report.ts';
import { newRecord } from '../works.ts';
import { openAzure } from './azure-device.ts';
import { openOurs } from './our-device.ts';
import { type Taken, takeTurns, timed } from './turns.ts';

const edits = 1000;
const rounds = 5;
const nowhere = new URL('http://127.0.0.1:1');

/** Each turn has a device of its own, in the folder. Nothing is sent. */
export async function measureEdits(folder: string, betweenRounds: () => void): Promise<Figure[]> {
  const newFolder = (): string => mkdtempSync(join(folder, 'edits-'));
  const sides = {
    ours: () => ours(newFolder(), atOnce),
    azure: () => azure(newFolder(), atOnce),
    oursAwaited: () => ours(newFolder(), oneByOne),
    azureAwaited: () => azure(newFolder(), oneByOne),
    bare: () => bare(newFolder()),
  };
  const turns = await takeTurns<keyof typeof sides>(rounds, sides, betweenRounds);
  const name = '1,000 local edits in a file, WAL and synchronous = FULL';
  const titles = {
    ours: 'ours, all begun at once',
    azure: 'azure-mobile-apps-client, all begun at once',
    oursAwaited: 'ours, each awaited',
    azureAwaited: 'azure-mobile-apps-client, each awaited',
    bare: 'bare transactions that write two tables',
  };
  return [
    { name: `${name}: time of ${titles.azure} / ours`, value: turns.ratio('azure', 'ours'), target: { atLeast: 8 } },
    { name: `${name}: time of ${titles.azureAwaited} / ours`, value: turns.ratio('azureAwaited', 'oursAwaited') },
    { name: `${name}: time of ${titles.azureAwaited} / ${titles.bare}`, value: turns.ratio('azureAwaited', 'bare') },
    ...turns.medians(titles, name),
  ];
}

type Edit = () => PromiseLike<unknown>;

async function oneByOne(edit: Edit): Promise<void> {
  for (let done = 0; done < edits; done += 1) await edit();
}

async function atOnce(edit: Edit): Promise<void> {
  await Promise.all(Array.from({ length: edits }, edit));
}

async function ours(folder: string, all: (edit: Edit) => Promise<void>): Promise<Taken> {
  const { client, todos } = openOurs(nowhere, folder);
  await todos.insert(newRecord());
  const taken = await timed(() => all(() => todos.insert(newRecord())));
  if ((await client.syncContext.pendingCount()) !== edits + 1) throw new Error('Not all edits wait to be sent.');
  await client.close();
  return taken;
}

async function azure(folder: string, all: (edit: Edit) => Promise<void>): Promise<Taken> {
  const { todos, close } = await openAzure(nowhere, folder, 'FULL');
  await todos.insert(newRecord());
  const taken = await timed(() => all(() => todos.insert(newRecord())));
  if ((await todos.read()).length !== edits + 1) throw new Error('Not all edits were kept.');
  await close();
  return taken;
}

/** What no store can do without for an edit that is on the disk when it is done. */
async function bare(folder: string): Promise<Taken> {
  const database = new DatabaseSync(join(folder, 'bare.db'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA fullfsync = ON; PRAGMA synchronous = FULL');
  database.exec('CREATE TABLE record (id TEXT PRIMARY KEY, value TEXT)');
  database.exec('CREATE TABLE operation (number INTEGER PRIMARY KEY, value TEXT)');
  const putRecord = database.prepare('INSERT INTO record (id, value) VALUES (?, ?)');
  const putOperation = database.prepare('INSERT INTO operation (value) VALUES (?)');
  const taken = await timed(() =>
    oneByOne(async () => {
      const record = newRecord();
      database.exec('BEGIN IMMEDIATE');
      putRecord.run(record.id, JSON.stringify(record));
      putOperation.run(JSON.stringify({ table: 'todoitem', id: record.id, kind: 'insert', body: record }));
      database.exec('COMMIT');
    }),
  );
  database.close();
  return taken;
}
