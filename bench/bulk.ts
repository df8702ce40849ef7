/** What one call of the write path with many operations gains over as many requests. */
import type { Hosts } from './hosts.ts';
import { type Call, openHttpClient } from './http-client.ts';
import type { Figure } from './report.ts';
import { median } from './statistics.ts';
import { insertCall, newRecord } from './works.ts';

const operations = 1000;
const rounds = 5;
const bulksPerRound = 3;

/** Both sides are ours, on one connection, on one database, by turns. */
export async function measureBulk(hosts: Hosts, betweenRounds: () => void): Promise<Figure[]> {
  const singles = openHttpClient(hosts.ours, 1);
  const bulks = openHttpClient(hosts.probe, 1);
  const gains: number[] = [];
  const bulkMs: number[] = [];
  await bulks.run([bulkCall()]);
  for (let round = 0; round < rounds; round += 1) {
    betweenRounds();
    const { seconds } = await singles.run(Array.from({ length: operations }, insertCall));
    const { latenciesMs } = await bulks.run(Array.from({ length: bulksPerRound }, bulkCall));
    gains.push((seconds * 1000) / median(latenciesMs));
    bulkMs.push(...latenciesMs);
  }
  singles.close();
  bulks.close();
  const name = '1,000 inserts in one call of the write path';
  return [
    { name: `${name}: rate / that of 1,000 requests`, value: median(gains), target: { atLeast: 20 } },
    { name: `${name}: median, ms`, value: median(bulkMs) },
  ];
}

function bulkCall(): Call {
  const body = JSON.stringify(Array.from({ length: operations }, newRecord));
  return { method: 'POST', path: '/bulk', headers: { 'Content-Type': 'application/json' }, body, status: 200 };
}
