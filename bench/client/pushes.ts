/** What it takes to send 1,000 operations, a request each. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from '../report.ts';
import { newRecord } from '../works.ts';
import { openAzure } from './azure-device.ts';
import { openOurs } from './our-device.ts';
import { startOurs } from './services.ts';
import { type Taken, takeTurns, timed } from './turns.ts';

const operations = 1000;
const rounds = 5;
const parallel = 6;

/** Each turn has a device of its own, in the folder, and all send to the same service. */
export async function measurePushes(folder: string, betweenRounds: () => void): Promise<Figure[]> {
  const service = await startOurs(folder, 0);
  const newFolder = (): string => mkdtempSync(join(folder, 'pushes-'));
  const sides = {
    ours: () => ours(service.url, newFolder(), parallel),
    oursSerial: () => ours(service.url, newFolder(), 1),
    azure: () => azure(service.url, newFolder()),
  };
  const turns = await takeTurns<keyof typeof sides>(rounds, sides, betweenRounds);
  await service.close();
  const name = 'push of 1,000 operations, a request each';
  const titles = {
    ours: `ours, ${parallel} requests at one time`,
    oursSerial: 'ours, 1 request at a time as it does by itself',
    azure: 'azure-mobile-apps-client',
  };
  const time = `${name}: time of ${titles.azure}`;
  return [
    { name: `${time} / ${titles.ours}`, value: turns.ratio('azure', 'ours'), target: { atLeast: 2.5 } },
    { name: `${time} / ${titles.oursSerial}`, value: turns.ratio('azure', 'oursSerial') },
    ...turns.medians(titles, name),
  ];
}

async function ours(url: URL, folder: string, lines: number): Promise<Taken> {
  const { client, todos, requests } = openOurs(url, folder);
  await Promise.all(Array.from({ length: operations }, () => todos.insert(newRecord())));
  const taken = await timed(() => client.syncContext.push({ parallel: lines }));
  check(await client.syncContext.pendingCount(), requests());
  await client.close();
  return taken;
}

async function azure(url: URL, folder: string): Promise<Taken> {
  const { context, todos, requests, close } = await openAzure(url, folder, 'FULL');
  for (let made = 0; made < operations; made += 1) await todos.insert(newRecord());
  const errors: unknown[] = [];
  const taken = await timed(async () => errors.push(...(await context.push())));
  check(errors.length, requests());
  await close();
  return taken;
}

function check(left: number, requests: number): void {
  if (left !== 0) throw new Error(`${left} operations were not pushed.`);
  if (requests !== operations) throw new Error(`A push took ${requests} requests, not ${operations}.`);
}
