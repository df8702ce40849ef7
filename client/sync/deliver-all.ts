/** Several operations of a push. Loaded with the first push of more than one. */
import type { Operation } from '../queue/operation.ts';
import { SyncError } from '../sync-error.ts';
import { deliver } from './deliver.ts';
import { deliverTogether } from './deliver-together.ts';
import type { Ride } from './pulling.ts';
import type { Run } from './run.ts';

/**
 * Sends operations that are marked as sent: in one request, with what rides along, where the service takes that, or
 * else `parallel` at one time.
 */
export async function deliverAll(
  run: Run,
  marked: readonly Operation[],
  rides: readonly Ride[],
  parallel: number,
): Promise<void> {
  const isMany = marked.length + rides.length > 1;
  const alone = (isMany ? await deliverTogether(run, marked, rides) : marked).values();
  // The lines take turns at one iterator, so that each operation is in one of them.
  const line = async (): Promise<void> => {
    for (const operation of alone) await deliver(run, operation);
  };
  await Promise.all(Array.from({ length: parallel }, line));
}

/** @throws SyncError `invalid-option` for what is no whole number from 1 to 8 */
export function checkParallel(parallel: number): void {
  if (parallel >= 1 && parallel <= 8 && parallel % 1 === 0) return;
  throw new SyncError('invalid-option', `parallel is 1 to 8, not ${parallel}.`);
}
