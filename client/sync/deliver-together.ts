/** Operations of a push in as few requests as the service takes. Loaded with the first push of several. */
import type { Operation } from '../queue/operation.ts';
import { batchOutcomes, batchRequest } from '../transport/batch-request.ts';
import { foreign, isRepeated, type Outcome, stopOf, type Undone } from '../transport/outcome.ts';
import { releaseOperation, takeBatch } from './outbox.ts';
import { answered } from './refusal.ts';
import { maxHandled, type Run, stop, writes } from './run.ts';
import { noteHead } from './seen.ts';
import { completeKept } from './write-kept.ts';

/** After so many failures in a row less is sent at once: it may be one operation on which the service fails. */
const maxFaults = 3;

type Together = {
  readonly run: Run;
  /** Whether a handler may be asked about the operation once more. */
  readonly mayHandle: (operation: Operation) => boolean;
  /** Those that are better sent by themselves. */
  readonly alone: Operation[];
};

/**
 * Sends operations that are marked as sent until the server or a handler has decided about them, or the push is stopped.
 *
 * @returns those that are to be sent by themselves, since the service takes no batch, or none that is larger
 */
export async function deliverTogether(run: Run, marked: readonly Operation[]): Promise<readonly Operation[]> {
  const { batch } = run.device;
  const asked = new Map<number, number>();
  const mayHandle: Together['mayHandle'] = ({ number }) => {
    const times = asked.get(number) ?? 0;
    asked.set(number, times + 1);
    return times < maxHandled && run.stopped === undefined;
  };
  const together: Together = { run, mayHandle, alone: [] };
  let waiting = marked;
  try {
    while (waiting.length > 0) {
      if (run.signal?.aborted) stop(run, stopOf({ kind: 'signal' }));
      if (run.stopped !== undefined) return release(run, waiting);
      const { limit } = batch;
      if (limit < 2) return [...together.alone, ...waiting];
      const again = await attempt(together, waiting.slice(0, limit));
      waiting = [...again, ...waiting.slice(limit)];
    }
  } catch (error) {
    stop(run, error);
  }
  return together.alone;
}

/** One request, and what is made of its answers. @returns the operations that are to be sent again at once */
async function attempt(together: Together, operations: readonly Operation[]): Promise<readonly Operation[]> {
  const { run } = together;
  const { device, signal } = run;
  const outcome = await device.send(batchRequest(operations), signal);
  if (outcome.kind !== 'done') return undecided(together, operations, outcome);
  const outcomes = batchOutcomes(outcome.body, operations.length, device.environment.now());
  // Each of them is of the state that the next one found.
  const told = outcomes.filter((each) => each?.header?.('x-sync-head')).at(-1);
  if (told?.header) noteHead(device.seen, told.header);
  const isBusy = (_: Operation, at: number): boolean => isUnanswered(outcomes[at]);
  // Where nothing is decided, the next request would bring no more.
  const [first] = outcomes;
  if (operations.every(isBusy)) return undecided(together, operations, first?.kind === 'server' ? first : foreign);
  const again = await decide(together, operations, outcomes);
  if (run.stopped !== undefined) return again;
  const busy = await takeAgain(run, operations.filter(isBusy));
  return [...again, ...busy].sort((left, right) => left.number - right.number);
}

/** The service had no room, or no time, for what it answers so. */
const isUnanswered = (outcome: Outcome | undefined): boolean =>
  outcome === undefined || (outcome.kind === 'server' && outcome.status === 503);

/** Writes what the answers say: first of all that is done, together. @returns the operations to be sent again at once */
async function decide(
  { run, mayHandle, alone }: Together,
  operations: readonly Operation[],
  outcomes: readonly (Outcome | undefined)[],
): Promise<readonly Operation[]> {
  const rest: (readonly [Operation, Outcome])[] = [];
  operations.forEach((operation, at) => {
    const outcome = outcomes[at];
    if (outcome?.kind === 'done' && operation.kind !== 'undelete' && !isRepeated(outcome.header)) {
      completeKept(run, operation, outcome);
    } else if (outcome?.kind === 'refused' && outcome.status === 405 && operation.kind === 'update') {
      // A table that takes no PATCH may take a PUT.
      alone.push(operation);
    } else if (outcome !== undefined && !isUnanswered(outcome)) rest.push([operation, outcome]);
  });
  const again: Operation[] = [];
  for (const [operation, outcome] of rest) {
    const next = await answered(run, operation, outcome, mayHandle(operation));
    if (next !== undefined) again.push(next);
  }
  return again;
}

/** What a push does when there is no answer to any of the operations. @returns those that are to be sent again at once */
async function undecided(
  { run, mayHandle }: Together,
  operations: readonly Operation[],
  outcome: Undone,
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
    if (batch.faults > maxFaults && outcome.kind === 'server') return takeAgain(run, operations);
  }
  // No service has pages for refusals.
  const error = stopOf(outcome.kind === 'refused' ? foreign : outcome);
  const [first] = operations;
  if (first !== undefined && mayHandle(first) && (await options.onStop?.(error))) return takeAgain(run, operations);
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

/** Who is told to wait, or to sign in, had nothing done. */
const wasTurnedAway = ({ kind, status }: Undone): boolean =>
  kind === 'authentication' || status === 425 || status === 429;

/** Whether less at once might have gone through: the service failed, or did not answer in time. */
const isTooMuch = ({ kind, status = 0, retryAfterMs, cause }: Undone): boolean =>
  (kind === 'server' && status >= 500 && retryAfterMs === undefined) ||
  (kind === 'network' && cause instanceof Error && cause.name === 'AbortError');

/** Takes back that these were sent. */
function release(run: Run, operations: readonly Operation[]): readonly Operation[] {
  for (const operation of operations) writes(run, releaseOperation(run.device, operation));
  return [];
}

/** The operations as they are now, marked as sent once more. */
async function takeAgain({ device }: Run, operations: readonly Operation[]): Promise<readonly Operation[]> {
  const [first] = operations;
  if (first === undefined) return [];
  const numbers = new Set(operations.map(({ number }) => number));
  return (await takeBatch(device, first.number - 1, ({ number }) => numbers.has(number), 1000)).operations;
}
