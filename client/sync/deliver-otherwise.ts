/** Operations that take more than one request and its answer. Loaded when there is one. */
import type { Operation } from '../queue/operation.ts';
import { foreign } from '../transport/foreign.ts';
import { isRecord, type Outcome } from '../transport/outcome.ts';
import { doneBy } from './done.ts';
import { answered } from './refusal.ts';
import type { Run } from './run.ts';
import { isNoPatch, sendOtherwise } from './send-otherwise.ts';
import { completeKept } from './write-kept.ts';

/**
 * What becomes of an operation that was not simply done, or was not sent since the server speaks 2.0, or takes no
 * PATCH.
 *
 * @returns the operation, if it is to be sent again
 */
export async function deliverOtherwise(
  run: Run,
  operation: Operation,
  refused: Outcome | undefined,
  mayHandle: boolean,
): Promise<Operation | undefined> {
  const { device, signal } = run;
  const outcome =
    refused === undefined || isNoPatch(refused) ? await sendOtherwise(device, operation, refused, signal) : refused;
  const done = doneBy(operation, outcome);
  if (done) return completeKept(run, operation, done);
  const isForeign = outcome.kind === 'done' && operation.kind !== 'remove' && !isRecord(outcome.body ?? {});
  return answered(run, operation, isForeign ? foreign : outcome, mayHandle);
}
