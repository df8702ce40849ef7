/** What it takes to send 1,000 operations: ours in a batch, as the client does by itself, and a request each. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreKind } from '../../client/index.ts';
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
    batched: () => pushOurs(service.url, newFolder(), { lines: 1, batches: true }),
    ours: () => pushOurs(service.url, newFolder(), { lines: parallel, batches: false }),
    oursSerial: () => pushOurs(service.url, newFolder(), { lines: 1, batches: false }),
    azure: () => pushAzure(service.url, newFolder()),
  };
  const turns = await takeTurns<keyof typeof sides>(rounds, sides, betweenRounds);
  await service.close();
  const name = 'push of 1,000 operations';
  const titles = {
    batched: 'ours, as it does by itself',
    ours: `ours, a request each, ${parallel} at one time`,
    oursSerial: 'ours, a request each, 1 at a time',
    azure: 'azure-mobile-apps-client',
  };
  const against = turns.against(titles, name);
  return [
    against('azure', 'batched', 60),
    against('azure', 'ours', 2.5),
    against('azure', 'oursSerial'),
    ...turns.medians(titles, name),
  ];
}

/** Ours, with so many requests at one time where an operation is a request. */
export async function pushOurs(
  url: URL,
  folder: string,
  { lines, batches, store }: { readonly lines: number; readonly batches: boolean; readonly store?: StoreKind },
): Promise<Taken> {
  const { client, todos, requests } = openOurs(url, folder, { batches, ...(store && { store }) });
  await Promise.all(Array.from({ length: operations }, () => todos.insert(newRecord())));
  const taken = await timed(() => client.syncContext.push({ parallel: lines }));
  check(await client.syncContext.pendingCount(), requests(), batches ? 1 : operations);
  await client.close();
  return taken;
}

export async function pushAzure(url: URL, folder: string): Promise<Taken> {
  const { context, todos, requests, close } = await openAzure(url, folder, 'FULL');
  for (let made = 0; made < operations; made += 1) await todos.insert(newRecord());
  const errors: unknown[] = [];
  const taken = await timed(async () => errors.push(...(await context.push())));
  check(errors.length, requests(), operations);
  await close();
  return taken;
}

function check(left: number, requests: number, expected: number): void {
  if (left !== 0) throw new Error(`${left} operations were not pushed.`);
  if (requests !== expected) throw new Error(`A push took ${requests} requests, not ${expected}.`);
}
