/** One operation of a push: sent until the server or a handler has decided about it. */
import type { Operation } from '../queue/operation.ts';
import { answeredRecord } from '../transport/operation-request.ts';
import { isRepeated, stopOf } from '../transport/outcome.ts';
import { later } from './later.ts';
import { releaseOperation, writeApplied } from './outbox.ts';
import { maxHandled, type Run, stop, writes } from './run.ts';
import { sendOperation } from './send-operation.ts';

export async function deliver(run: Run, marked: Operation): Promise<void> {
  const { device, signal } = run;
  if (signal?.aborted) stop(run, stopOf({ kind: 'signal' }));
  try {
    let operation: Operation | undefined = marked;
    if (run.stopped !== undefined) writes(run, releaseOperation(device, marked));
    else for (let n = 0; operation; n += 1) operation = await attempt(run, operation, n < maxHandled);
  } catch (error) {
    stop(run, error);
  }
}

/** One request, and what the handlers make of its outcome. @returns the operation as it is to be sent again */
async function attempt(run: Run, operation: Operation, mayHandle: boolean): Promise<Operation | undefined> {
  const { device, signal } = run;
  const outcome = await sendOperation(device, operation, signal);
  if (outcome.kind === 'done' && operation.kind !== 'undelete' && !isRepeated(outcome.header)) {
    run.completed += 1;
    return writes(run, writeApplied(device, operation, answeredRecord(outcome)));
  }
  // What never got an answer stays as it is: nobody knows whether it was done.
  if ((outcome.kind === 'network' || outcome.kind === 'signal') && !device.options.onStop) {
    return stop(run, stopOf(outcome));
  }
  return (await later()).answered(run, operation, outcome, mayHandle);
}
