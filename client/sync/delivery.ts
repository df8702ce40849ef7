/** One operation of a push: sent until the server or a handler has decided about it. */
import type { Operation } from '../queue/operation.ts';
import type { Decision } from '../queue/settle.ts';
import type { SyncError } from '../sync-error.ts';
import { answeredRecord, decisionOf, recordAddress } from '../transport/operation-request.ts';
import { isFault, type Outcome } from '../transport/outcome.ts';
import { takeAgain } from './outbox.ts';
import type { PushError } from './push-error.ts';
import { type Sending, sendOperation } from './send-operation.ts';
import { stopOf } from './stop.ts';
import { writeDecision } from './write-decision.ts';

/** Decides about a refused operation by calling its actions; what it gives back is waited for. */
export type ErrorHandler = (error: PushError) => unknown;

export type Delivery = Sending & {
  readonly handlerOf: (table: string, conflict: boolean) => ErrorHandler | undefined;
  /** Whether to send the operation once more at once, although the push would end with this error. */
  readonly retries: ((error: SyncError) => boolean | Promise<boolean>) | undefined;
};

/** How a delivery ended: `settled` is what is still being written of it. */
export type Delivered =
  | { readonly kind: 'applied'; readonly settled: Promise<unknown> }
  | { readonly kind: 'failed'; readonly error: PushError }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'undecided'; readonly operation: Operation; readonly outcome: Outcome };

/** A handler that always asks for one more try is asked so often, and no more. */
const maxHandled = 5;
/** An operation on which the server failed so often stands in the way of no other. */
const maxFaults = 8;

export async function deliver(delivery: Delivery, marked: Operation): Promise<Delivered> {
  let operation: Operation | undefined = marked;
  for (let handled = 0; operation !== undefined; handled += 1) {
    const tried = await attempt(delivery, operation, handled < maxHandled);
    if (tried.kind !== 'again') return tried;
    operation = tried.operation;
  }
  return { kind: 'dropped' };
}

type Tried = Delivered | { readonly kind: 'again'; readonly operation: Operation | undefined };

/** One request, and what the handlers make of its outcome as long as they may ask for another. */
async function attempt(delivery: Delivery, operation: Operation, mayHandle: boolean): Promise<Tried> {
  const { device, retries } = delivery;
  const outcome = await sendOperation(delivery, operation);
  const decision = poisoned(operation, outcome) ?? decisionOf(operation, outcome);
  if (decision === undefined) {
    const again = mayHandle && (await retries?.(stopOf(outcome)));
    if (!again) return { kind: 'undecided', operation, outcome };
    return { kind: 'again', operation: await takeAgain(device, operation.number) };
  }
  if (decision.kind === 'applied') return { kind: 'applied', settled: writeDecision(delivery, operation, decision) };
  const error = await writeDecision(delivery, operation, await withServerRecord(delivery, operation, decision));
  if (error === undefined) {
    const changed = await takeAgain(device, operation.number);
    return changed ? { kind: 'again', operation: changed } : { kind: 'applied', settled: Promise.resolve() };
  }
  if (!mayHandle || !(await handle(delivery, error))) return { kind: 'failed', error };
  return { kind: 'again', operation: await takeAgain(device, operation.number) };
}

function poisoned({ faults = 0 }: Operation, outcome: Outcome): Decision | undefined {
  const failing = outcome.kind === 'later' && isFault(outcome) && faults + 1 >= maxFaults;
  return failing ? { kind: 'rejected', status: outcome.status, message: outcome.message } : undefined;
}

/** A conflict of which the answer does not show the server's record is asked about. */
async function withServerRecord(
  { device, signal }: Delivery,
  operation: Operation,
  decision: Decision,
): Promise<Decision> {
  if (decision.kind !== 'conflict' || decision.server !== undefined) return decision;
  const outcome = await device.transport.send({ method: 'GET', address: recordAddress(operation) }, signal);
  const server = outcome.kind === 'done' ? answeredRecord(outcome) : undefined;
  if (server !== undefined) return { ...decision, server };
  const gone = outcome.kind === 'refused' && (outcome.status === 404 || outcome.status === 410);
  return gone ? { ...decision, server: null } : decision;
}

/** Whether the handler has done something about the error. One that fails has not, whatever it did before. */
async function handle({ handlerOf }: Delivery, error: PushError): Promise<boolean> {
  const handler = handlerOf(error.table, error.isConflict);
  if (handler === undefined) return false;
  try {
    await handler(error);
    await error.actionsEnded();
    return error.handled && !error.aborted;
  } catch {
    await error.actionsEnded();
    return false;
  }
}
