/** The queue as an app may look at it. */
import type { Operation, OperationKind, OperationState } from '../queue/operation.ts';
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
export async function listPending({ openStore }: Device): Promise<readonly PendingOperation[]> {
  const store = await openStore();
  const operations = await store.transact('read', (transaction) => transaction.operations.list());
  return operations.map(([, operation]) => pendingOf(operation));
}

function pendingOf({ number, table, id, kind, state, body, attempts, edits }: Operation): PendingOperation {
  return { number, table, id, action: kind, state, body, attempts, edits };
}

export async function countPending({ openStore }: Device): Promise<number> {
  const store = await openStore();
  return store.transact('read', (transaction) => transaction.operations.count());
}

/** Whether operations of the table wait. */
export async function hasPending(device: Device, table: string): Promise<boolean> {
  return (await listPending(device)).some((operation) => operation.table === table);
}

/**
 * Takes an operation back: the record is as the server has it, with what else is pending.
 *
 * @throws SyncError `operation-in-flight` when it may be on the server already; `operation-changed` when it was edited
 * since, or is no more.
 */
export async function cancelPending(device: Device, { table, id, number, edits }: PendingOperation): Promise<void> {
  const key = { table, id };
  await device.log.commit(key, (set) => {
    const state = set.state(key);
    const operation = state.operations.find((op) => op.number === number);
    if (operation?.edits !== edits) throw new SyncError('operation-changed');
    const cancelled = cancel(state, number);
    if (cancelled === undefined) throw new SyncError('operation-in-flight');
    set.change(key, cancelled);
  });
}
