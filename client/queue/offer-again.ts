/** What operations that a restored database has lost make of their record's state. */
import { edited } from './edit.ts';
import type { Operation } from './operation.ts';
import type { RecordState } from './record-state.ts';

/**
 * The state with the lost operations, in order, where they were in the queue. Each is made on the version that it was
 * made on first, so that it is done where the record is the same again, and is a conflict where it is another by now.
 * What says the same as when it was done has its key again: a copy of that request may come late, and be done by the
 * restored database. Unchanged where that is not certain: where a later edit of the record was sent since, or refused,
 * which may be on the server already, and of which the app is asked if it is not; and where none of them names a
 * version.
 */
export function offeredAgain(state: RecordState, lost: readonly Operation[]): RecordState {
  const begin = lost.findIndex(({ kind, version }) => kind === 'insert' || version !== undefined);
  const first = lost[begin]?.number ?? 0;
  const earlier = state.operations.filter(({ number }) => number < first);
  const later = state.operations.slice(earlier.length);
  const chain = [...chained(lost.slice(begin)), ...later];
  const isInOrder = chain.every(({ number }, at) => at === 0 || number > (chain[at - 1]?.number ?? 0));
  if (begin < 0 || !isInOrder || later.some((op) => op.state !== 'queued')) return state;
  return { ...state, operations: [...earlier, ...chain.map((op, at) => ({ ...op, after: chain[at - 1]?.number }))] };
}

/** Done nowhere, each; nothing is known any more of what they were made on but the version. */
function chained(lost: readonly Operation[]): readonly Operation[] {
  let before: string | undefined;
  return lost.map((operation, at) => {
    const { kind, body, key, afterKey, attempts } = operation;
    // What named the version that the one before it gave names another one now, unless it named that one by its key.
    const isSame = at === 0 || (afterKey !== undefined && afterKey === before);
    before = isSame ? key : undefined;
    const again = { ...edited(operation, kind, body), base: undefined, faults: undefined, afterKey: undefined };
    return before === undefined ? again : { ...again, key, afterKey, attempts };
  });
}
