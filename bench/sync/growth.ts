/** What a large table costs: the same requests to 1,000,000 rows and to 1,000, by turns. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { batchCall } from '../bulk.ts';
import { startOurs } from '../client/services.ts';
import { contend, type Work } from '../contest.ts';
import { type Call, openHttpClient } from '../http-client.ts';
import type { Figure } from '../report.ts';
import { insertWork, type Known, lookupWork, pageCall, updateWork } from '../works.ts';

const few = 1000;
const many = 1_000_000;

/** Each table is in a service of its own, in the folder. */
export async function measureGrowth(folder: string, betweenRounds: () => void): Promise<Figure[]> {
  const large = await startOurs(mkdtempSync(join(folder, 'large-')), many);
  const small = await startOurs(mkdtempSync(join(folder, 'small-')), few);
  const known = { large: await someOf(large.url), small: await someOf(small.url) };
  const figures: Figure[] = [];
  const compare = async (name: string, work: (known: readonly Known[]) => Work, atMost: number): Promise<void> => {
    const works = { ours: work(known.large), bare: work(known.small) };
    const origins = { ours: large.url, bare: small.url };
    const { ratio } = await contend(origins, { connections: 1, ...works }, betweenRounds);
    figures.push({ name: `${name}: time with 1,000,000 rows / with 1,000`, value: 1 / ratio, target: { atMost } });
  };
  // What writes comes last: the small table is to be small.
  await compare('lookup', (records) => lookupWork(100, records), 1.3);
  await compare('page of 50', () => callsOf(20, () => pageCall(50)), 1.3);
  await compare('page of 1,000', () => callsOf(3, () => pageCall(1000)), 1.3);
  await compare('update', (records) => updateWork(records.slice(0, 50)), 1.3);
  await compare('insert', () => insertWork(50), 1.3);
  await compare('push of 1,000 in a batch', () => callsOf(1, batchCall), 5);
  await Promise.all([large.close(), small.close()]);
  return figures;
}

const callsOf = (count: number, call: () => Call): Work => ({ calls: () => Array.from({ length: count }, call) });

/** Records that a page shows, as many as the small table has. */
async function someOf(url: URL): Promise<readonly Known[]> {
  const client = openHttpClient(url, 1);
  const { answers } = await client.run([pageCall(few)]);
  client.close();
  const records: readonly Known[] = JSON.parse(answers[0]?.body.toString() ?? '[]');
  return records;
}
