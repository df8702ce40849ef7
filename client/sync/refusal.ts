/** What a push does about an operation that the server does not do. Loaded with the first of them. */
import type { Operation } from '../queue/operation.ts';
import { type Decision, settle } from '../queue/refuse.ts';
import { SyncError } from '../sync-error.ts';
import { answeredRecord, tableAddress } from '../transport/operation-request.ts';
import type { Undone } from '../transport/outcome.ts';
import type { Device } from './device.ts';
import { kept, releaseOperation, takeAgain, writeDecision } from './outbox.ts';
import { PushError } from './push-error.ts';
import { goesOn, type Run, stop, writes } from './run.ts';

/** An operation on which the server failed so often stands in the way of no other. */
const maxFaults = 8;

/** What a push does about an answer that does not say that it is done. @returns the operation, if it is to be sent again */
export async function answered(
  run: Run,
  operation: Operation,
  outcome: Undone,
  mayHandle: boolean,
): Promise<Operation | undefined> {
  // Gateways that find no service, and those who ask to wait, are not the service that failed.
  const isFault = outcome.retryAfterMs === undefined && (outcome.status === 500 || outcome.status === 501);
  if (outcome.kind === 'refused' || (isFault && (operation.faults ?? 0) + 1 >= maxFaults)) {
    return refuse(run, operation, outcome, mayHandle);
  }
  const { device } = run;
  if (await goesOn(run, outcome, mayHandle)) return takeAgain(device, operation.number);
  // Who is told to wait, or to sign in, had nothing done.
  const isAsked = outcome.kind === 'authentication' || outcome.status === 425 || outcome.status === 429;
  if (isFault || isAsked) return writes(run, releaseOperation(device, operation, isFault ? 'fault' : 'unreached'));
  return undefined;
}

/** The refusal is kept with the operation, and asked about. @returns the operation, if it is to be sent again at once */
async function refuse(
  run: Run,
  operation: Operation,
  outcome: Undone,
  mayHandle: boolean,
): Promise<Operation | undefined> {
  const { device } = run;
  const { number } = operation;
  const error = await write(run, operation, await withServerRecord(run, operation, decisionOf(operation, outcome)));
  if (error !== undefined && !(mayHandle && (await handle(device, error)))) {
    run.failed.set(number, error);
    if (error.aborted) stop(run, new SyncError('cancelled-by-operation'));
    return undefined;
  }
  const again = await takeAgain(device, number);
  if (error === undefined && again === undefined) run.completed += 1;
  return again;
}

function decisionOf({ kind }: Operation, outcome: Undone): Decision {
  const { status = 0, message = '', serverCode: code } = outcome;
  // On this one the server fails each time.
  if (outcome.kind !== 'refused') return { kind: 'rejected', status, message };
  const { serverRecord } = outcome;
  const gone = status === 410 || (status === 404 && kind !== 'insert' && code !== 'unknown_table');
  // What was to be removed is not there.
  if (gone && kind === 'remove') return { kind: 'applied', server: undefined };
  if (gone) return { kind: 'conflict', status, message, code, server: serverRecord ?? null };
  const isConflict = status === 409 || status === 412;
  return isConflict
    ? { kind: 'conflict', status, message, code, server: serverRecord }
    : { kind: 'rejected', status, message, code };
}

/** A conflict of which the answer does not show the server's record is asked about. */
async function withServerRecord(
  { device, signal }: Run,
  { table, id }: Operation,
  decision: Decision,
): Promise<Decision> {
  if (decision.kind !== 'conflict' || decision.server !== undefined) return decision;
  const outcome = await device.send({ method: 'GET', address: tableAddress(table, id) }, signal);
  const gone = outcome.kind === 'refused' && (outcome.status === 404 || outcome.status === 410);
  return { ...decision, server: gone ? null : outcome.kind === 'done' ? answeredRecord(outcome) : undefined };
}

/** @returns the error, unless it is done all the same */
async function write({ device }: Run, operation: Operation, decision: Decision): Promise<PushError | undefined> {
  const { server } = decision;
  const known = server ? { ...decision, server: kept(device, operation, server) } : decision;
  const refusal = await writeDecision(device, operation, (before) => settle(before, operation.number, known));
  return refusal && new PushError(device.log, refusal);
}

/** Whether the handler has done something about the error. One that fails has not, whatever it did before. */
async function handle({ options, tableOptions }: Device, error: PushError): Promise<boolean> {
  const name = error.isConflict ? 'onConflict' : 'onError';
  const handler = tableOptions(error.table)[name] ?? options[name];
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
