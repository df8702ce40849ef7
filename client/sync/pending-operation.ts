/** The queue as an app may look at it. Loaded when it does. */
import type { OperationKind, OperationState } from '../queue/operation.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { cancel } from '../queue/resolve.ts';
import { SyncError } from '../sync-error.ts';
import type { Device } from './device.ts';

export type PendingOperation = {
  /** Its place in the queue. */
  readonly number: number;
  readonly table: string;
  readonly id: string;
  readonly action: OperationKind;
  readonly state: OperationState;
  /** The members that it sends. */
  readonly body: JsonRecord;
  readonly attempts: number;
  /** How often it was changed since it was queued. */
  readonly edits: number;
};

/** The operations that wait, in the order in which they are sent. */
export async function listPending({ transact }: Device): Promise<readonly PendingOperation[]> {
  const waiting = await transact('read', ({ operations }) => operations.list());
  return waiting.map(([number, { table, id, kind: action, state, body, attempts, edits }]) => ({
    number,
    table,
    id,
    action,
    state,
    body,
    attempts,
    edits,
  }));
}

export function cancelPending({ log }: Device, pending: PendingOperation): Promise<void> {
  const { number, edits } = pending;
  return log.commit(pending, (set) => {
    const state = set.state(pending);
    if (!state.operations.some((op) => op.number === number && op.edits === edits)) {
      throw new SyncError('operation-changed');
    }
    const cancelled = cancel(state, number);
    if (cancelled === undefined) throw new SyncError('operation-in-flight');
    set.change(pending, cancelled);
  });
}
