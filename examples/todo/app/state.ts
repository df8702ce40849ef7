/** How far an item is on its way to the service, and in which words that is said. */
import type { PendingOperation, PushError } from 'tidemark/client';

export type State = 'sent' | 'saved' | 'sending' | 'conflict' | 'rejected';

export const stateLabels: Readonly<Record<State, string>> = {
  sent: 'Sent',
  saved: 'Saved here',
  sending: 'Sending',
  conflict: 'Conflict: compare…',
  rejected: 'Rejected: see why…',
};

/** What waits for the service, in the order in which it will be sent, and what it has refused. */
export type Queue = { readonly pending: readonly PendingOperation[]; readonly errors: readonly PushError[] };

/** The state of every item with something that waits, by id; all others are sent. */
export function statesOf({ pending, errors }: Queue, isPushing: boolean): ReadonlyMap<string, State> {
  const states = new Map<string, State>();
  for (const { id, state } of pending) {
    if (states.get(id) !== 'sending') states.set(id, state === 'sent' && isPushing ? 'sending' : 'saved');
  }
  for (const { id, isConflict } of errors) states.set(id, isConflict ? 'conflict' : 'rejected');
  return states;
}
