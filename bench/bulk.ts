/** What one batch of many writes gains over as many requests. */
import { randomUUID } from 'node:crypto';
import type { Hosts } from './hosts.ts';
import { type Call, openHttpClient } from './http-client.ts';
import type { Figure } from './report.ts';
import { median } from './statistics.ts';
import { insertCall, newRecord } from './works.ts';

const operations = 1000;
const rounds = 5;
const batchesPerRound = 3;

/** Both ways to one server, on one connection each, by turns. */
export async function measureBulk(hosts: Hosts, betweenRounds: () => void): Promise<Figure[]> {
  const singles = openHttpClient(hosts.ours, 1);
  const batches = openHttpClient(hosts.ours, 1);
  const gains: number[] = [];
  const batchMs: number[] = [];
  const { answers } = await batches.run([batchCall()]);
  const made = answers[0]?.body.toString().match(/"status":201,/g)?.length;
  if (made !== operations) throw new Error(`Of a batch of ${operations} inserts, ${made ?? 0} were made.`);
  for (let round = 0; round < rounds; round += 1) {
    betweenRounds();
    const { seconds } = await singles.run(Array.from({ length: operations }, insertCall));
    const { latenciesMs } = await batches.run(Array.from({ length: batchesPerRound }, batchCall));
    gains.push((seconds * 1000) / median(latenciesMs));
    batchMs.push(...latenciesMs);
  }
  singles.close();
  batches.close();
  const name = '1,000 inserts in one batch';
  return [
    { name: `${name}: rate / that of 1,000 requests`, value: median(gains), target: { atLeast: 20 } },
    { name: `${name}: median, ms`, value: median(batchMs) },
  ];
}

/** Inserts with a key each, as a client pushes them. */
export function batchCall(): Call {
  const client = randomUUID();
  const requests = Array.from({ length: operations }, (_, n) => ({
    id: String(n),
    method: 'POST',
    url: '/tables/todoitem',
    headers: { 'Idempotency-Key': `"${client}:${n}"` },
    body: newRecord(),
  }));
  const headers = { 'Content-Type': 'application/json' };
  return { method: 'POST', path: '/$batch', headers, body: JSON.stringify({ requests }), status: 200 };
}
