/** Operations that were sent, and of which nothing was done. Loaded with the first push. */
import { isBlind } from './edit.ts';
import { type RecordState, withOperation } from './record-state.ts';
import { isRevival, sentOperation } from './settle.ts';

/** The state after a request that never reached the server: if it never was there, the operation may change again. */
export function release(state: RecordState, number: number): RecordState {
  const operation = sentOperation(state, number);
  return operation === undefined || operation.attempts > 1 ? state : withdrawn(state, number);
}

/** The state in which the operation is as if it had never been sent, since nothing of it was done. */
export function withdrawn(state: RecordState, number: number): RecordState {
  const operation = sentOperation(state, number);
  if (operation === undefined) return state;
  // What it was sent behind may be done by now, and no condition any more: an insert writes over nothing.
  const wasBehind = isBlind(operation) && operation.afterKey !== undefined && isRevival(operation);
  const kind = wasBehind ? 'insert' : operation.kind;
  return withOperation(state, { ...operation, kind, key: undefined, state: 'queued', attempts: 0 });
}
