/** What a push does about an operation that the server does not do. Loaded with the first of them. */
import type { Operation } from '../queue/operation.ts';
import type { Decision } from '../queue/refuse.ts';
import { SyncError } from '../sync-error.ts';
import { answeredRecord, tableAddress } from '../transport/operation-request.ts';
import { isRepeated, type Outcome, stopOf, type Undone } from '../transport/outcome.ts';
import type { Device } from './device.ts';
import type { PushError } from './push-error.ts';
import { type Run, stop, writes } from './run.ts';
import { takeBack } from './settling.ts';
import { noteFault, takeAgain, wasTurnedAway } from './take-again.ts';
import { writeKept } from './write-kept.ts';

/** An operation on which the server failed so often stands in the way of no other. */
const maxFaults = 8;

/** What a push does about an outcome that is more than done. @returns the operation, if it is to be sent again */
export async function answered(
  run: Run,
  operation: Operation,
  outcome: Outcome,
  mayHandle: boolean,
): Promise<Operation | undefined> {
  if (outcome.kind === 'done') {
    const decision = {
      kind: 'applied',
      server: answeredRecord(outcome),
      repeated: isRepeated(outcome.header),
    } as const;
    return refuse(run, operation, decision, mayHandle);
  }
  // Gateways that find no service, and those who ask to wait, are not the service that failed.
  const isFault = outcome.retryAfterMs === undefined && (outcome.status === 500 || outcome.status === 501);
  if (outcome.kind === 'refused' || (isFault && (operation.faults ?? 0) + 1 >= maxFaults)) {
    return refuse(run, operation, decisionOf(operation, outcome), mayHandle);
  }
  return undecided(run, operation, outcome, mayHandle, isFault);
}

/** Ends the push, unless the app has it sent again at once. */
async function undecided(
  run: Run,
  operation: Operation,
  outcome: Undone,
  mayHandle: boolean,
  isFault: boolean,
): Promise<Operation | undefined> {
  const { device } = run;
  const error = stopOf(outcome);
  if (mayHandle && (await device.options.onStop?.(error))) return (await takeAgain(device, [operation]))[0];
  stop(run, error);
  if (wasTurnedAway(outcome)) return takeBack(run, operation);
  if (!isFault) return undefined;
  return writes(run, noteFault(device, operation));
}

/**
 * The refusal is kept with the operation, and asked about.
 * @returns the operation, if it is to be sent again at once
 */
async function refuse(
  run: Run,
  operation: Operation,
  decision: Decision,
  mayHandle: boolean,
): Promise<Operation | undefined> {
  const { device } = run;
  const { number } = operation;
  const error = await writeKept(device, operation, await withServerRecord(run, operation, decision));
  if (error !== undefined && !(mayHandle && (await handle(device, error)))) {
    run.failed.set(number, error);
    if (error.aborted) stop(run, new SyncError('cancelled-by-operation'));
    return undefined;
  }
  const [again] = await takeAgain(device, [operation]);
  if (error === undefined && again === undefined) run.completed += 1;
  return again;
}

/** What the server's answer means for the operation. */
export function decisionOf({ kind }: Operation, outcome: Undone): Decision {
  const { status = 0, message = '', serverCode: code } = outcome;
  // On this one the server fails each time.
  if (outcome.kind !== 'refused') return { kind: 'rejected', status, message };
  const { serverRecord, repeated } = outcome;
  const gone = status === 410 || (status === 404 && kind !== 'insert' && code !== 'unknown_table');
  // What was to be removed is not there.
  if (gone && kind === 'remove') return { kind: 'applied', server: undefined, repeated };
  if (gone && !repeated) return { kind: 'conflict', status, message, code, server: serverRecord ?? null };
  if (!gone && status !== 409 && status !== 412) return { kind: 'rejected', status, message, code };
  // Azure Mobile Apps for Node refuses an id that it has with what was sent, which is not what it has.
  const isEcho = kind === 'insert' && serverRecord?.version === undefined;
  return { kind: 'conflict', status, message, code, server: isEcho ? undefined : serverRecord };
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
