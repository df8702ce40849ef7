/** What distance costs: with a service 40 ms away, how many times that long everything takes. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { openAzure } from '../client/azure-device.ts';
import { changeSome } from '../client/increments.ts';
import { openOurs } from '../client/our-device.ts';
import { records, startOurs } from '../client/services.ts';
import { timed } from '../client/turns.ts';
import { openHttpClient } from '../http-client.ts';
import type { Figure } from '../report.ts';
import { median } from '../statistics.ts';
import { newRecord } from '../works.ts';
import { openDelay } from './delaying-proxy.ts';

const roundTripMs = 40;
const operations = 1000;
/** The peer sends one after the other: of as many as ours it would take more than a minute. */
const azureOperations = 25;
const rounds = 5;

/** The devices, in the folder, talk to the service through a proxy that delays. */
export async function measureRoundTrips(folder: string, betweenRounds: () => void): Promise<Figure[]> {
  const service = await startOurs(folder, records);
  // What is pushed goes elsewhere: each round pulls as many records as the one before.
  const other = await startOurs(folder, 0);
  const far = await openDelay(service.url, roundTripMs / 2);
  const otherFar = await openDelay(other.url, roundTripMs / 2);
  const near = openHttpClient(service.url, 1);
  const newFolder = (): string => mkdtempSync(join(folder, 'distance-'));
  const taken: Record<Kind, number[]> = { push: [], pull: [], increment: [], azurePush: [], azureIncrement: [] };
  for (let round = 0; round <= rounds; round += 1) {
    betweenRounds();
    const change = (): Promise<void> => changeSome(near, `round ${round}`);
    const found = {
      ...(await pullOurs(far.url, newFolder(), change)),
      push: await pushOurs(otherFar.url, newFolder()),
      azureIncrement: await pullAzure(far.url, newFolder(), change),
      azurePush: await pushAzure(otherFar.url, newFolder()),
    };
    for (const kind of kinds) if (round > 0) taken[kind].push(found[kind] / roundTripMs);
  }
  near.close();
  for (const each of [far, otherFar, service, other]) await each.close();
  const name = `${roundTripMs} ms away, time in round trips`;
  return kinds.map((kind) => {
    const { title, atMost } = titles[kind];
    const figure = { name: `${name}: ${title}`, value: median(taken[kind]) };
    return atMost === undefined ? figure : { ...figure, target: { atMost } };
  });
}

const titles: Readonly<Record<Kind, { readonly title: string; readonly atMost?: number }>> = {
  push: { title: 'push of 1,000 operations, ours', atMost: 10 },
  pull: { title: 'pull of 10,000 records, ours', atMost: 20 },
  increment: { title: 'incremental pull of 10 of 10,000 records, ours', atMost: 2 },
  azurePush: { title: `push of ${azureOperations} operations, azure-mobile-apps-client` },
  azureIncrement: { title: 'incremental pull of 10 of 10,000 records, azure-mobile-apps-client' },
};
const kinds = ['push', 'pull', 'increment', 'azurePush', 'azureIncrement'] as const;
type Kind = (typeof kinds)[number];

async function pullOurs(url: URL, folder: string, change: () => Promise<void>) {
  const { client, todos } = openOurs(url, folder);
  const pull = await timed(() => todos.pull(todos, 'all', { pageSize: 1000 }));
  await change();
  const increment = await timed(() => todos.pull(todos, 'all', { pageSize: 1000 }));
  await client.close();
  return { pull: pull.ms, increment: increment.ms };
}

async function pushOurs(url: URL, folder: string): Promise<number> {
  const { client, todos } = openOurs(url, folder);
  await Promise.all(Array.from({ length: operations }, () => todos.insert(newRecord())));
  const { ms } = await timed(() => client.syncContext.push());
  if ((await client.syncContext.pendingCount()) !== 0) throw new Error('Not all operations were pushed.');
  await client.close();
  return ms;
}

async function pullAzure(url: URL, folder: string, change: () => Promise<void>): Promise<number> {
  const { todos, close } = await openAzure(url, folder, 'NORMAL');
  await todos.pull(null, 'all', { pageSize: 1000 });
  await change();
  const { ms } = await timed(() => todos.pull(null, 'all', {}));
  await close();
  return ms;
}

async function pushAzure(url: URL, folder: string): Promise<number> {
  const { context, todos, close } = await openAzure(url, folder, 'NORMAL');
  for (let made = 0; made < azureOperations; made += 1) await todos.insert(newRecord());
  const errors: unknown[] = [];
  const { ms } = await timed(async () => errors.push(...(await context.push())));
  if (errors.length > 0) throw new Error('azure-mobile-apps-client did not push all operations.');
  await close();
  return ms;
}
