/** What it takes to send 1,000 operations, as each client does by itself. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { memoryStore } from '../../client/index.ts';
import { openPouch, type PouchServer, startPouch } from '../client/pouch.ts';
import { pushAzure, pushOurs } from '../client/pushes.ts';
import { startOurs } from '../client/services.ts';
import { type Taken, type Turns, takeTurns, timed } from '../client/turns.ts';
import type { Figure } from '../report.ts';
import { openRxdb } from './rxdb.ts';

const operations = 1000;
const rounds = 7;

type Side = 'ours' | 'oursInMemory' | 'azure' | 'pouch' | 'pouchBy1000' | 'rxdb';

/** Each turn has a device of its own, in the folder. */
export async function measureSyncPushes(folder: string, betweenRounds: () => void): Promise<Figure[]> {
  const newFolder = (): string => mkdtempSync(join(folder, 'sync-pushes-'));
  const service = await startOurs(folder, 0);
  const server = await startPouch(newFolder(), 0);
  const sides = {
    ours: () => pushOurs(service.url, newFolder(), { lines: 1, batches: true }),
    oursInMemory: () => pushOurs(service.url, newFolder(), { lines: 1, batches: true, store: memoryStore() }),
    azure: () => pushAzure(service.url, newFolder()),
    pouch: () => pushPouch(server, newFolder()),
    pouchBy1000: () => pushPouch(server, newFolder(), operations),
    rxdb: () => pushRxdb(service.url),
  };
  const turns = await takeTurns<Side>(rounds, sides, betweenRounds);
  server.close();
  await service.close();
  return figuresOf(turns);
}

async function pushPouch(server: PouchServer, folder: string, batchSize?: number): Promise<Taken> {
  const device = openPouch(server, folder);
  await device.fill(operations);
  let sent = 0;
  const taken = await timed(async () => {
    sent = await device.push(batchSize);
  });
  check(sent);
  await device.close();
  return taken;
}

async function pushRxdb(url: URL): Promise<Taken> {
  const device = await openRxdb(url, operations);
  const taken = await timed(() => device.push());
  check(device.sent());
  await device.close();
  return taken;
}

function check(sent: number): void {
  if (sent !== operations) throw new Error(`${sent} records were sent, not ${operations}.`);
}

function figuresOf(turns: Turns<Side>): Figure[] {
  const name = 'push of 1,000 operations';
  const titles = {
    ours: 'ours, in a file',
    oursInMemory: 'ours, in memory',
    azure: 'azure-mobile-apps-client, in a file',
    pouch: 'PouchDB, 100 a batch as it does by itself',
    pouchBy1000: 'PouchDB, 1,000 a batch',
    rxdb: 'RxDB, in memory, 1,000 a batch',
  } as const satisfies Record<Side, string>;
  const against = turns.against(titles, name);
  return [
    against('azure', 'ours', 60),
    against('pouch', 'ours', 6),
    against('pouchBy1000', 'ours'),
    against('rxdb', 'oursInMemory', 1.5),
    against('rxdb', 'ours'),
    ...turns.medians(titles, name),
  ];
}
