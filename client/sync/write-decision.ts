/** Writes what the server decided about an operation. */
import type { Operation } from '../queue/operation.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { view } from '../queue/record-state.ts';
import { type Decision, settle } from '../queue/settle.ts';
import { fittingMembers } from '../record/fitting.ts';
import { PushError } from './push-error.ts';
import type { Sending } from './send-operation.ts';

/** @returns the error, when the operation is refused */
export async function writeDecision(
  { device, columnsOf }: Pick<Sending, 'device' | 'columnsOf'>,
  operation: Operation,
  answered: Decision,
): Promise<PushError | undefined> {
  const { table, id, number } = operation;
  const decision = keptOf(answered, fittingMembers(columnsOf(table)));
  const key = { table, id };
  const failed = await device.log.commit(key, (set) => {
    const before = set.state(key);
    // It would be sent for ever: nobody could take it out of the queue.
    if (!before.operations.some((op) => op.number === number)) set.forget(number);
    const { state, failure } = settle(before, number, decision);
    set.change(key, state);
    if (failure === undefined) return undefined;
    set.fail(failure);
    return { failure, mine: view(operation.base ?? state.server, [operation]) };
  });
  device.tell({ type: 'operation-sent', record: key, failed: failed !== undefined });
  return failed && new PushError(device.log, operation, failed.failure, failed.mine);
}

/** The decision with what this device keeps of the server's record. */
function keptOf(decision: Decision, members: (record: JsonRecord) => JsonRecord): Decision {
  if (decision.kind === 'applied') return { ...decision, record: decision.record && members(decision.record) };
  return decision.server ? { ...decision, server: members(decision.server) } : decision;
}
