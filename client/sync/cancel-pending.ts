/** Takes back an operation that was not sent. Loaded when an app does so. */
import { cancel } from '../queue/resolve.ts';
import { SyncError } from '../sync-error.ts';
import type { Device } from './device.ts';
import type { PendingOperation } from './pending-operation.ts';

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
