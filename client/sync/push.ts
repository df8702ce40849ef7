/** Push: sends the queue in the order in which it was made. */
import type { Operation } from '../queue/operation.ts';
import { SyncError } from '../sync-error.ts';
import { deliver } from './delivery.ts';
import type { Device } from './device.ts';
import { later } from './later.ts';
import { takeBatch } from './outbox.ts';
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
  { tables = [], signal, parallel = 1 }: PushOptions,
): Promise<PushResult> {
  if (!(parallel >= 1 && parallel <= 8 && parallel % 1 === 0)) {
    throw new SyncError('invalid-option', `parallel is 1 to 8, not ${parallel}.`);
  }
  const isAsked: IsAsked = ({ table }) => tables.length === 0 || tables.includes(table);
  const run: Run = { device, signal, completed: 0, failed: new Map(), writes: [] };
  let failed = 0;
  let error: unknown;
  device.tell({ type: 'push-started' });
  try {
    // What waited for an operation may be ready when the queue was gone through.
    while (await once(run, parallel, isAsked));
    // What was too much for the service may not be the next time.
    device.batch.limit = Math.min(device.batch.limit * 8, 1000);
    device.batch.faults = 0;
    const errors = await pushErrors(device, isAsked, run.failed);
    failed = errors.length;
    return { completed: run.completed, errors };
  } catch (cause) {
    failed = run.failed.size;
    error = cause;
    throw cause;
  } finally {
    device.tell({ type: 'push-ended', completed: run.completed, failed, error });
  }
}

type IsAsked = (of: { readonly table: string }) => boolean;

/** Goes through the queue. @returns whether anything was sent */
async function once(run: Run, parallel: number, isAsked: IsAsked): Promise<boolean> {
  let sent = false;
  const { limit } = run.device.batch;
  for (let after: number | undefined = 0; after !== undefined; ) {
    // What was rejected waits for the app, a conflict is asked about again, but in one push once.
    const isReady = (op: Operation): boolean => !op.parked && !run.failed.has(op.number) && isAsked(op);
    const batch = await takeBatch(run.device, after, isReady, limit > 1 ? limit : undefined);
    const isBatch = limit > 1 && batch.operations.length > 1;
    const waiting = (isBatch ? await sendTogether(run, batch.operations) : batch.operations).values();
    // The lines take turns at one iterator, so that each operation is in one of them.
    const line = async (): Promise<void> => {
      for (const operation of waiting) await deliver(run, operation);
    };
    await Promise.all(Array.from({ length: parallel }, line));
    await Promise.all(run.writes.splice(0));
    if (run.stopped !== undefined) throw run.stopped.error;
    sent ||= batch.operations.length > 0;
    after = batch.next;
  }
  return sent;
}

/** Sends them in one request. @returns those to be sent by themselves, which is all when that part cannot be loaded */
const sendTogether = async (run: Run, operations: readonly Operation[]): Promise<readonly Operation[]> =>
  (await later().catch(() => undefined))?.deliverTogether(run, operations) ?? operations;

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
