/** Sends the queue in as few requests as the service takes. Loaded with the first push. */
import type { Operation } from '../queue/operation.ts';
import { checkParallel, deliverAll } from './deliver-all.ts';
import type { Ride } from './pulling.ts';
import type { Run } from './run.ts';
import { alone, takeBatch } from './take-batch.ts';

/** @param rides requests of pulls, to go with the last operations */
export async function sendQueue(run: Run, parallel: number, rides: readonly Ride[]): Promise<void> {
  checkParallel(parallel);
  const { batch } = run.device;
  // What waited for an operation may be ready when the queue was gone through.
  while (await once(run, parallel, rides));
  // What was too much for the service may not be the next time.
  batch.limit = Math.min(batch.limit * 8, 1000);
  batch.faults = 0;
}

/** Goes through the queue. @returns whether anything was sent */
async function once(run: Run, parallel: number, rides: readonly Ride[]): Promise<boolean> {
  let sent = false;
  const { device, isAsked } = run;
  const { limit } = device.batch;
  for (let after: number | undefined = 0; after !== undefined; ) {
    // What was rejected waits for the app, a conflict is asked about again, but in one push once.
    const isReady = (op: Operation): boolean => !op.parked && !run.failed.has(op.number) && isAsked(op);
    const share = limit > 1 ? { most: limit, isTogether: true } : alone(parallel);
    const { operations, next } = await takeBatch(device, after, isReady, share);
    if (operations.length > 0) await deliverAll(run, operations, next === undefined ? rides : [], parallel);
    await device.log.flush();
    await Promise.all(run.writes.splice(0));
    if (run.stopped !== undefined) throw run.stopped.error;
    sent ||= operations.length > 0;
    after = next;
  }
  return sent;
}
