/** The queue as an app may look at it. */
import type { Operation, OperationKind, OperationState } from '../queue/operation.ts';
import type { JsonRecord } from '../queue/record-entry.ts';

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

export function pendingOf([number, operation]: readonly [number, Operation]): PendingOperation {
  const { table, id, kind: action, state, body, attempts, edits } = operation;
  return { number, table, id, action, state, body, attempts, edits };
}
