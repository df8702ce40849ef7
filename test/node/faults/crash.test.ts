import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { type KillableWorker, openKillableWorker } from './killable-worker.ts';
import type { Aborts, Kills } from './seen-faults.ts';
import { type Network, type Seen, startWriters } from './writers.ts';

const { KILLS = '30', CRASH_REPORT } = process.env;
const kills = Number(KILLS);
const aborts = 200;

/** What was seen, for `npm run report`, which names a file for it. */
const seenSoFar: { kills?: Kills; aborts?: Aborts } = {};
afterAll(() => {
  if (CRASH_REPORT !== undefined) writeFileSync(CRASH_REPORT, JSON.stringify(seenSoFar));
});

let worker: KillableWorker;
beforeEach(async () => {
  worker = await openKillableWorker();
});
afterEach(() => worker.remove());

/** How often each key was decided as a write, as "client:n". */
const decisions = (): ReadonlyMap<unknown, Record<string, unknown>> => {
  const rows = worker.query(`SELECT client || ':' || n AS key, count(*) AS times, min(status) AS status, pk, seq
    FROM sync_journal WHERE status IN (200, 201) GROUP BY 1`);
  return new Map(rows.map((row) => [row.key, row]));
};

/** The first half of a text, and then nothing more. */
const halfOf = (text: string): ReadableStream =>
  new ReadableStream({ start: (half) => half.enqueue(new TextEncoder().encode(text.slice(0, text.length / 2))) });

test(`${kills} kills under load lose nothing that was acknowledged, and apply nothing twice`, {
  timeout: kills * 20_000,
}, async ({ annotate }) => {
  const seen: Seen = { acknowledged: [], replayed: 0, unknown: 0 };
  const network: Network = { url: worker.url, cut: false };
  const finish = startWriters(8, network, seen);
  let loadedMs = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const start = performance.now();
    const enough = seen.acknowledged.length + 16;
    while (seen.acknowledged.length < enough) await delay(5);
    await delay(Math.random() * 100);
    // The answers of the last moments are lost on their way.
    network.cut = true;
    await delay(Math.random() * 30);
    loadedMs += performance.now() - start;
    await worker.kill();
    await worker.start();
    network.cut = false;
  }
  await finish();
  await worker.kill();

  const decided = decisions();
  for (const { key, id, status } of seen.acknowledged) {
    expect([key, decided.get(key)]).toEqual([key, expect.objectContaining({ times: 1, status, pk: id })]);
  }
  // Every key was acknowledged in the end, so that a write without one would be a second one.
  expect(decided.size).toBe(seen.acknowledged.length);
  expect(
    worker.query(
      'SELECT count(*) AS n FROM todoitem t JOIN sync_journal j ON j.seq = t.updatedAt ' +
        'WHERE j.version = t.version AND j.pk = t.id',
    ),
  ).toEqual(worker.query('SELECT count(*) AS n FROM todoitem'));
  const lastEdits = new Map(seen.acknowledged.map(({ key, id }) => [id, `edit ${key.split(':')[1]}`]));
  expect(new Map(worker.query('SELECT id, text FROM todoitem').map(({ id, text }) => [id, text]))).toEqual(lastEdits);

  const rate = seen.acknowledged.length / (loadedMs / 1000);
  await annotate(
    `${kills} kills, ${seen.acknowledged.length} acknowledged (${rate.toFixed(0)} a second), ` +
      `${seen.unknown} unknown, ${seen.replayed} deduplicated, 0 lost, 0 applied twice`,
  );
  seenSoFar.kills = { kills, acknowledged: seen.acknowledged.length, deduplicated: seen.replayed };
  expect(rate).toBeGreaterThanOrEqual(5);
  expect(seen.replayed).toBeGreaterThanOrEqual(10);
});

test(`${aborts} requests that were aborted and sent again are each applied once`, { timeout: 120_000 }, async ({
  annotate,
}) => {
  const client = randomUUID();
  let replayed = 0;
  const textOf = (n: number): string => JSON.stringify({ id: `${client}-${n}`, text: 'once' });
  const insert = (n: number, body: RequestInit['body'] = textOf(n), signal: AbortSignal | null = null) =>
    fetch(`${worker.url}/tables/todoitem`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `"${client}:${n}"` },
      body,
      duplex: 'half',
      signal,
    });
  for (let n = 0; n < aborts; n += 1) {
    const abort = new AbortController();
    // Every other one is aborted when the service has only half of it.
    const first = insert(n, n % 2 === 0 ? textOf(n) : halfOf(textOf(n)), abort.signal).catch(() => undefined);
    await delay(Math.random() * 6);
    abort.abort();
    await first;
    const answer = await insert(n);
    expect(answer.status).toBe(201);
    if (answer.headers.get('Idempotent-Replayed') === 'true') replayed += 1;
  }
  await worker.kill();
  const decided = decisions();
  const mine = Array.from({ length: aborts }, (_, n) => decided.get(`${client}:${n}`)?.times);
  expect(mine).toEqual(Array.from({ length: aborts }, () => 1));
  expect(worker.query(`SELECT count(*) AS n FROM todoitem WHERE text = 'once'`)).toEqual([{ n: aborts }]);
  await annotate(`${aborts} aborted, ${replayed} of them had been committed`);
  seenSoFar.aborts = { aborted: aborts, committed: replayed };
  // Both kinds were sent again: what had been done, and what had not.
  expect(replayed).toBeGreaterThanOrEqual(aborts / 10);
  expect(aborts - replayed).toBeGreaterThanOrEqual(aborts / 10);
});
