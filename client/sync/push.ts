/** Push: sends the queue in the order in which it was made. */
import { sendEach } from './delivery.ts';
import type { Device } from './device.ts';
import { withEnd } from './events.ts';
import { later } from './later.ts';
import type { Ride } from './pulling.ts';
import type { PushError } from './push-error.ts';
import type { PushOptions, PushResult } from './pushing.ts';
import type { Run } from './run.ts';

/**
 * Sends everything that can be sent. What is refused stays in the queue as an error, and the rest goes on. Where the
 * rest of the client cannot be loaded, each operation is a request.
 *
 * @throws SyncError `cancelled-by-…` when the push could not go on; everything that was not answered stays in the
 * queue.
 */
export async function pushQueue(
  device: Device,
  { tables = [], signal, parallel = 1 }: PushOptions,
  rides: readonly Ride[] = [],
): Promise<PushResult> {
  const isAsked = ({ table }: { readonly table: string }): boolean => tables.length === 0 || tables.includes(table);
  const run: Run = { device, signal, isAsked, completed: 0, failed: new Map(), writes: [] };
  let errors: readonly PushError[] | undefined;
  const push = async (): Promise<PushResult> => {
    await later().then(
      ({ sendQueue }) => sendQueue(run, parallel, rides),
      (error: unknown) => sendEach(run, error),
    );
    errors = await pushErrors(device, isAsked, run.failed);
    return { completed: run.completed, errors };
  };
  device.tell({ type: 'push-started' });
  return withEnd(device, push(), (error) => {
    const failed = errors?.length ?? run.failed.size;
    return { type: 'push-ended', completed: run.completed, failed, error };
  });
}

/**
 * The operations that were refused and wait for a decision, in the order of the queue, also those of earlier pushes.
 * Those of this push are reported also when a handler has resolved them, and said that it has not.
 */
export async function pushErrors(
  device: Device,
  isAsked: Run['isAsked'],
  failed: Run['failed'],
): Promise<readonly PushError[]> {
  const count = await device.transact('read', ({ errors }) => errors.count());
  return failed.size + count > 0 ? (await later()).listErrors(device, isAsked, failed) : [];
}
