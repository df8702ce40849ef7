/** One operation of a push: sent until the server or a handler has decided about it. */
import type { Operation } from '../queue/operation.ts';
import type { RequestEnd } from '../queue/settle.ts';
import { answeredRecord } from '../transport/operation-request.ts';
import { isFault, stopOf, type Undone } from '../transport/outcome.ts';
import { later } from './later.ts';
import { releaseOperation, takeAgain, writeApplied } from './outbox.ts';
import { type Run, stop } from './run.ts';
import { sendOperation } from './send-operation.ts';

/** A handler that always asks for one more try is asked so often, and no more. */
const maxHandled = 5;
/** An operation on which the server failed so often stands in the way of no other. */
const maxFaults = 8;

export async function deliver(run: Run, marked: Operation): Promise<void> {
  const { device, signal } = run;
  if (signal?.aborted) stop(run, stopOf({ kind: 'aborted' }));
  try {
    let operation: Operation | undefined = marked;
    if (run.stopped !== undefined) writes(run, releaseOperation(device, marked, 'unreached'));
    else for (let n = 0; operation; n += 1) operation = await attempt(run, operation, n < maxHandled);
  } catch (error) {
    stop(run, error);
  }
}

/** Does not wait for what is being written; if that fails, nothing more is sent. */
function writes(run: Run, written: Promise<unknown>): undefined {
  run.writes.push(written.catch((error: unknown) => stop(run, error)));
}

/** One request, and what the handlers make of its outcome. @returns the operation as it is to be sent again */
async function attempt(run: Run, operation: Operation, mayHandle: boolean): Promise<Operation | undefined> {
  const { device, signal } = run;
  const { number, faults = 0 } = operation;
  const outcome = await sendOperation(device, operation, signal);
  if (outcome.kind === 'done') {
    run.completed += 1;
    return writes(run, writeApplied(device, operation, answeredRecord(outcome)));
  }
  if (outcome.kind === 'refused' || (isFault(outcome) && faults + 1 >= maxFaults)) {
    const { refuse } = await later();
    return refuse(run, operation, outcome, mayHandle);
  }
  const error = stopOf(outcome);
  // The app may have it sent again at once.
  if (mayHandle && (await device.options.onStop?.(error))) return takeAgain(device, number);
  stop(run, error);
  return writes(run, releaseOperation(device, operation, endOf(outcome)));
}

function endOf(outcome: Undone): RequestEnd {
  if (isFault(outcome)) return 'fault';
  // Who is told to wait, or to sign in, had nothing done.
  const isAsked = outcome.kind === 'later' && outcome.status < 500 && outcome.status !== 408;
  return isAsked || outcome.kind === 'unauthorized' ? 'unreached' : 'reached';
}
