/** The errors of operations that were refused. Loaded when there are any. */
import type { Refusal } from '../queue/failure.ts';
import type { Device } from './device.ts';
import { PushError } from './push-error.ts';

/** Those that wait for a decision, with those that have failed just now, in the order of the queue. */
export async function listErrors(
  { transact, log }: Device,
  isAsked: (refusal: Refusal) => boolean,
  failed: ReadonlyMap<number, PushError>,
): Promise<readonly PushError[]> {
  const waiting = await transact('read', ({ errors }) => errors.list());
  const errors = new Map(failed);
  for (const [number, refusal] of waiting) if (isAsked(refusal)) errors.set(number, new PushError(log, refusal));
  return [...errors].sort(([left], [right]) => left - right).map(([, error]) => error);
}
