/** Push: sends the queue in the order in which it was made. */
import type { Operation } from '../queue/operation.ts';
import { deliver } from './delivery.ts';
import type { Device } from './device.ts';
import { withEnd } from './events.ts';
import { later } from './later.ts';
import { takeBatch } from './outbox.ts';
import type { Ride } from './pulling.ts';
import type { PushError } from './push-error.ts';
import type { Run } from './run.ts';

export type PushOptions = {
  /** Only operations of these tables; of all without it. */
  readonly tables?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Where the service takes an operation a request, requests at one time, 1 to 8; 1 keeps the order between records, so that parents arrive before children. */
  readonly parallel?: number;
};

export type PushResult = {
  /** Operations that are on the server now. */
  readonly completed: number;
  /** Operations that the server refused and nobody has decided about; they and what follows them on their records wait. */
  readonly errors: readonly PushError[];
};

/**
 * Sends everything that can be sent. What is refused stays in the queue as an error, and the rest goes on.
 *
 * @throws SyncError `cancelled-by-…` when the push could not go on; everything that was not answered stays in the queue.
 */
export async function pushQueue(
  device: Device,
  { tables = [], signal, parallel }: PushOptions,
  rides: readonly Ride[] = [],
): Promise<PushResult> {
  if (parallel !== undefined) (await later()).checkParallel(parallel);
  const isAsked: IsAsked = ({ table }) => tables.length === 0 || tables.includes(table);
  const run: Run = { device, signal, completed: 0, failed: new Map(), writes: [], rides };
  let errors: readonly PushError[] | undefined;
  const push = async (): Promise<PushResult> => {
    // What waited for an operation may be ready when the queue was gone through.
    while (await once(run, parallel, isAsked));
    // What was too much for the service may not be the next time.
    device.batch.limit = Math.min(device.batch.limit * 8, 1000);
    device.batch.faults = 0;
    errors = await pushErrors(device, isAsked, run.failed);
    return { completed: run.completed, errors };
  };
  device.tell({ type: 'push-started' });
  return withEnd(device, push(), (error) => {
    const failed = errors?.length ?? run.failed.size;
    return { type: 'push-ended', completed: run.completed, failed, error };
  });
}

type IsAsked = (of: { readonly table: string }) => boolean;

/** Goes through the queue. @returns whether anything was sent */
async function once(run: Run, parallel: number | undefined, isAsked: IsAsked): Promise<boolean> {
  let sent = false;
  const { limit } = run.device.batch;
  for (let after: number | undefined = 0; after !== undefined; ) {
    // What was rejected waits for the app, a conflict is asked about again, but in one push once.
    const isReady = (op: Operation): boolean => !op.parked && !run.failed.has(op.number) && isAsked(op);
    const { operations, next } = await takeBatch(run.device, after, isReady, limit > 1 ? limit : undefined);
    await send(run, operations, next === undefined ? run.rides : [], parallel);
    await run.device.log.flush();
    await Promise.all(run.writes.splice(0));
    if (run.stopped !== undefined) throw run.stopped.error;
    sent ||= operations.length > 0;
    after = next;
  }
  return sent;
}

/** Where the part that sends several cannot be loaded, each is sent by itself. */
async function send(
  run: Run,
  operations: readonly Operation[],
  rides: readonly Ride[],
  parallel: number | undefined,
): Promise<void> {
  const isMany = operations.length > 0 && operations.length + rides.length > 1;
  const many = isMany ? await later().catch(() => undefined) : undefined;
  if (many) await many.deliverAll(run, operations, deliver, rides, parallel);
  else for (const operation of operations) await deliver(run, operation);
}

/**
 * The operations that were refused and wait for a decision, in the order of the queue, also those of earlier pushes. Those
 * of this push are reported also when a handler has resolved them, and said that it has not.
 */
export async function pushErrors(
  device: Device,
  isAsked: IsAsked,
  failed: Run['failed'],
): Promise<readonly PushError[]> {
  const count = await device.transact('read', ({ errors }) => errors.count());
  return failed.size + count > 0 ? (await later()).listErrors(device, isAsked, failed) : [];
}
