/** Push: sends the queue in the order in which it was made. */
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
  /** Requests at one time, 1 to 8; 1 keeps the order between records, so that parents arrive before children. */
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
async function once(
  run: Run,
  parallel: number,
  isAsked: (of: { readonly table: string }) => boolean,
): Promise<boolean> {
  let sent = false;
  for (let after: number | undefined = 0; after !== undefined; ) {
    // What was rejected waits for the app, a conflict is asked about again, but in one push once.
    const batch = await takeBatch(run.device, after, (op) => !op.parked && !run.failed.has(op.number) && isAsked(op));
    const waiting = batch.operations.values();
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
