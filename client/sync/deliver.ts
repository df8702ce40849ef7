/** One operation of a push: sent until the server or a handler has decided about it. Loaded with the first push. */
import type { Operation } from '../queue/operation.ts';
import { answeredRecord, operationRequest } from '../transport/operation-request.ts';
import { stopOf } from '../transport/outcome.ts';
import { deliverOtherwise } from './deliver-otherwise.ts';
import { doneBy } from './done.ts';
import { maxHandled, type Run, stop } from './run.ts';
import { noteHead } from './seen.ts';
import { complete, takeBack } from './settling.ts';

export async function deliver(run: Run, marked: Operation): Promise<void> {
  const { signal } = run;
  if (signal?.aborted) stop(run, stopOf({ kind: 'signal' }));
  try {
    let operation: Operation | undefined = marked;
    if (run.stopped !== undefined) takeBack(run, marked);
    else for (let n = 0; operation; n += 1) operation = await attempt(run, operation, n < maxHandled);
  } catch (error) {
    stop(run, error);
  }
}

/** One request, and what the handlers make of its outcome. @returns the operation as it is to be sent again */
async function attempt(run: Run, operation: Operation, mayHandle: boolean): Promise<Operation | undefined> {
  const { device, signal } = run;
  const isUsual = device.protocol === '3.0' && !device.noPatch;
  const outcome = isUsual ? await device.send(operationRequest(operation), signal) : undefined;
  if (outcome?.header) noteHead(device.seen, outcome.header);
  const done = doneBy(operation, outcome);
  if (done && !device.tableOptions(operation.table).columns) return complete(run, operation, answeredRecord(done));
  // What never got an answer stays as it is: nobody knows whether it was done.
  if ((outcome?.kind === 'network' || outcome?.kind === 'signal') && !device.options.onStop) {
    return stop(run, stopOf(outcome));
  }
  return deliverOtherwise(run, operation, outcome, mayHandle);
}
