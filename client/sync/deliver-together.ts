/** Operations of a push in as few requests as the service takes. Loaded with the first push of several. */
import type { Operation } from '../queue/operation.ts';
import { isUnanswered } from '../transport/batch-request.ts';
import { stopOf } from '../transport/outcome.ts';
import { decide, type Together } from './decide-together.ts';
import type { Ride } from './pulling.ts';
import { maxHandled, type Run, stop } from './run.ts';
import { sendBatch } from './send-batch.ts';
import { takeAgain } from './take-again.ts';
import { release, undecided } from './unanswered.ts';

/**
 * Sends operations that are marked as sent until the server or a handler has decided about them, or the push is
 * stopped.
 *
 * @returns those that are to be sent by themselves, since the service takes no batch, or none that is larger
 */
export async function deliverTogether(
  run: Run,
  marked: readonly Operation[],
  rides: readonly Ride[],
): Promise<readonly Operation[]> {
  const { batch } = run.device;
  const asked = new Map<number, number>();
  const mayHandle: Together['mayHandle'] = ({ number }) => {
    const times = asked.get(number) ?? 0;
    asked.set(number, times + 1);
    return times < maxHandled && run.stopped === undefined;
  };
  const together: Together = { run, mayHandle, alone: [] };
  let riding = rides;
  let waiting = marked;
  try {
    while (waiting.length > 0) {
      if (run.signal?.aborted) stop(run, stopOf({ kind: 'signal' }));
      if (run.stopped !== undefined) return release(run, waiting);
      const { limit } = batch;
      if (limit < 2) return [...together.alone, ...waiting];
      const isLast = waiting.length + riding.length <= limit;
      const again = await attempt(together, waiting.slice(0, limit), isLast ? riding : []);
      if (isLast) riding = [];
      waiting = [...again, ...waiting.slice(limit)];
    }
  } catch (error) {
    stop(run, error);
  }
  return together.alone;
}

/** One request, and what is made of its answers. @returns the operations that are to be sent again at once */
async function attempt(
  together: Together,
  operations: readonly Operation[],
  rides: readonly Ride[],
): Promise<readonly Operation[]> {
  const { run, mayHandle } = together;
  const { device, signal } = run;
  const sent = await sendBatch(device, operations, rides, signal);
  if ('kind' in sent) return undecided(run, operations, mayHandle, sent);
  const { outcomes } = sent;
  const isBusy = (_: Operation, at: number): boolean => isUnanswered(outcomes[at]);
  // Where nothing is decided, the next request would bring no more.
  const [first] = outcomes;
  if (operations.every(isBusy)) {
    return undecided(run, operations, mayHandle, first?.kind === 'server' ? first : undefined);
  }
  const again = await decide(together, operations, outcomes);
  if (run.stopped !== undefined) return again;
  const busy = await takeAgain(device, operations.filter(isBusy));
  return [...again, ...busy].sort((left, right) => left.number - right.number);
}
