/** What a push does about operations none of which got an answer. Loaded with the first push of several. */
import type { Operation } from '../queue/operation.ts';
import { foreign } from '../transport/foreign.ts';
import { stopOf, type Undone } from '../transport/outcome.ts';
import { type Run, stop } from './run.ts';
import { takeBack } from './settling.ts';
import { takeAgain, wasTurnedAway } from './take-again.ts';

/** After so many failures in a row less is sent at once: it may be one operation on which the service fails. */
const maxFaults = 3;

/** @returns those that are to be sent again at once; `mayHandle` says whether the app may be asked about that */
export async function undecided(
  run: Run,
  operations: readonly Operation[],
  mayHandle: (operation: Operation) => boolean,
  outcome: Undone = foreign,
): Promise<readonly Operation[]> {
  const { batch, options } = run.device;
  const half = Math.max(1, operations.length >> 1);
  const limit = newLimit(outcome, half);
  if (limit !== undefined) {
    batch.limit = limit;
    return operations;
  }
  if (isTooMuch(outcome)) {
    batch.faults += 1;
    if (batch.faults >= maxFaults) batch.limit = half;
    if (batch.faults > maxFaults && outcome.kind === 'server') return takeAgain(run.device, operations);
  }
  // No service has pages for refusals.
  const error = stopOf(outcome.kind === 'refused' ? foreign : outcome);
  const [first] = operations;
  if (first !== undefined && mayHandle(first) && (await options.onStop?.(error)))
    return takeAgain(run.device, operations);
  stop(run, error);
  return wasTurnedAway(outcome) ? release(run, operations) : [];
}

/** How many operations the service takes at once, when it has said that these are too many; 0 if it never takes any. */
function newLimit({ kind, status = 0, isPage }: Undone, half: number): number | undefined {
  if (isPage) return undefined;
  if (status === 404 || status === 405 || status === 501) return 0;
  if (kind !== 'refused') return undefined;
  return status === 413 ? half : 1;
}

/** Whether less at once might have gone through: the service failed, or did not answer in time. */
const isTooMuch = ({ kind, status = 0, retryAfterMs, cause }: Undone): boolean =>
  (kind === 'server' && status >= 500 && retryAfterMs === undefined) ||
  (kind === 'network' && cause instanceof Error && cause.name === 'AbortError');

/** Takes back that these were sent. */
export function release(run: Run, operations: readonly Operation[]): readonly Operation[] {
  for (const operation of operations) takeBack(run, operation);
  return [];
}
