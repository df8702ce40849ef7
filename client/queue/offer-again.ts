/** What operations that a restored database has lost make of their record's state. */
import { edited } from './edit.ts';
import type { Operation } from './operation.ts';
import type { RecordState } from './record-state.ts';

/**
 * The state with the lost operations, in order, where they were in the queue; each is a new one to the server, made on the
 * version that it was made on first, so that it is done where the record is the same again, and is a conflict where it is
 * another by now. Unchanged where that is not certain: where a later edit of the record was sent since, or refused, which may
 * be on the server already, and of which the app is asked if it is not; and where none of them names a version.
 */
export function offeredAgain(state: RecordState, lost: readonly Operation[]): RecordState {
  const begin = lost.findIndex(({ kind, version }) => kind === 'insert' || version !== undefined);
  const first = lost[begin]?.number ?? 0;
  const earlier = state.operations.filter(({ number }) => number < first);
  const later = state.operations.slice(earlier.length);
  const chain = [...lost.slice(begin).map(asNew), ...later];
  const isInOrder = chain.every(({ number }, at) => at === 0 || number > (chain[at - 1]?.number ?? 0));
  if (begin < 0 || !isInOrder || later.some((op) => op.state !== 'queued')) return state;
  return { ...state, operations: [...earlier, ...chain.map((op, at) => ({ ...op, after: chain[at - 1]?.number }))] };
}

/** It is done nowhere: nothing is known any more of how it was sent, nor of what it was made on but the version. */
const asNew = (operation: Operation): Operation => ({
  ...edited(operation, operation.kind, operation.body),
  base: undefined,
  faults: undefined,
  afterKey: undefined,
});
