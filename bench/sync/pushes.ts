/** What it takes to send 1,000 operations, as each client does by itself. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { openPouch, type PouchServer, startPouch } from '../client/pouch.ts';
import { pushAzure, pushOurs } from '../client/pushes.ts';
import { startOurs } from '../client/services.ts';
import { type Taken, takeTurns, timed } from '../client/turns.ts';
import type { Figure } from '../report.ts';
import { openRxdb } from './rxdb.ts';

const operations = 1000;
const rounds = 7;

/** Each turn has a device of its own, in the folder. */
export async function measureSyncPushes(folder: string, betweenRounds: () => void): Promise<Figure[]> {
  const newFolder = (): string => mkdtempSync(join(folder, 'sync-pushes-'));
  const service = await startOurs(folder, 0);
  const server = await startPouch(newFolder(), 0);
  const sides = {
    ours: () => pushOurs(service.url, newFolder(), { lines: 1, batches: true }),
    azure: () => pushAzure(service.url, newFolder()),
    pouch: () => pushPouch(server, newFolder()),
    rxdb: () => pushRxdb(service.url),
  };
  const turns = await takeTurns<keyof typeof sides>(rounds, sides, betweenRounds);
  server.close();
  await service.close();
  const name = 'push of 1,000 operations';
  const titles = {
    ours: 'ours',
    azure: 'azure-mobile-apps-client',
    pouch: 'PouchDB',
    rxdb: 'RxDB in memory, in one batch to our service',
  };
  const against = (side: keyof typeof sides, atLeast: number): Figure => ({
    name: `${name}: time of ${titles[side]} / ours`,
    value: turns.ratio(side, 'ours'),
    target: { atLeast },
  });
  return [against('azure', 60), against('pouch', 6), against('rxdb', 1.5), ...turns.medians(titles, name)];
}

async function pushPouch(server: PouchServer, folder: string): Promise<Taken> {
  const device = openPouch(server, folder);
  await device.fill(operations);
  let sent = 0;
  const taken = await timed(async () => {
    sent = await device.push();
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
