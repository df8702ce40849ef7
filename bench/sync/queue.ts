/** What a long queue costs: an operation of 100,000, compared with one of 1,000. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { collectGarbage } from '../client/garbage.ts';
import { openOurs } from '../client/our-device.ts';
import { startOurs } from '../client/services.ts';
import { timed } from '../client/turns.ts';
import type { Figure } from '../report.ts';
import { median } from '../statistics.ts';
import { newRecord } from '../works.ts';

const few = 1000;
const some = 10_000;
const many = 100_000;
/** Short queues before the long one, and as many behind it. */
const rounds = 5;

type Costs = { readonly enqueueMs: number; readonly pushMs: number; readonly liveBytes: number };

/** Each queue is on a device of its own, in the folder. */
export async function measureQueue(folder: string, betweenRounds: () => void): Promise<Figure[]> {
  const service = await startOurs(folder, 0);
  const device = (length: number): Promise<Costs> => costsOf(service.url, mkdtempSync(join(folder, 'queue-')), length);
  const short: Costs[] = [];
  const addShort = async (): Promise<void> => {
    for (let round = 0; round < rounds; round += 1) {
      betweenRounds();
      short.push(await device(few));
    }
  };
  await device(few);
  await addShort();
  const { liveBytes } = await device(some);
  const long = await device(many);
  await addShort();
  await service.close();
  const of = (cost: keyof Costs): number => median(short.map((costs) => costs[cost]));
  const name = 'an operation in a queue of 100,000 / of 1,000';
  const megabytes = 1024 * 1024;
  return [
    { name: `${name}: time to make it`, value: long.enqueueMs / of('enqueueMs'), target: { atMost: 1.2 } },
    { name: `${name}: time to push it`, value: long.pushMs / of('pushMs'), target: { atMost: 1.2 } },
    {
      name: 'the most memory in use while 100,000 operations are pushed / while 10,000 are, in ten batches',
      value: long.liveBytes / liveBytes,
      target: { atMost: 1.5 },
    },
    { name: 'the most memory in use while 100,000 operations are pushed, MB', value: long.liveBytes / megabytes },
    { name: 'time to make an operation of 1,000, ms', value: of('enqueueMs') },
    { name: 'time to push an operation of 1,000, ms', value: of('pushMs') },
  ];
}

/** Milliseconds for each operation, and the most memory in use, beyond what was before, when a request is sent. */
async function costsOf(url: URL, folder: string, length: number): Promise<Costs> {
  let requests = 0;
  let mostBytes = 0;
  let lookedMs = 0;
  const { client, todos } = openOurs(url, folder, {
    onRequest() {
      requests += 1;
      if (requests % Math.max(1, length / some) !== 0) return;
      const start = performance.now();
      mostBytes = Math.max(mostBytes, liveBytes());
      lookedMs += performance.now() - start;
    },
  });
  const enqueue = await timed(async () => {
    for (let made = 0; made < length; made += few) {
      await Promise.all(Array.from({ length: few }, () => todos.insert(newRecord())));
      // Without a pause nobody hears that the service has closed a connection that was long idle.
      await setImmediate();
    }
  });
  const before = liveBytes();
  const push = await timed(() => client.syncContext.push());
  if ((await client.syncContext.pendingCount()) !== 0) throw new Error('Not all operations were pushed.');
  await client.close();
  return {
    enqueueMs: enqueue.ms / length,
    pushMs: (push.ms - lookedMs) / length,
    liveBytes: mostBytes - before,
  };
}

function liveBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
