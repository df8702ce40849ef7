/** One record with what is pending for it, and how the two make what the app sees. */
import type { Refusal } from './failure.ts';
import type { Operation } from './operation.ts';
import { type JsonRecord, present, type RecordEntry } from './record-entry.ts';
import { membersWhere, systemMembers } from './system-members.ts';

/**
 * All that decisions about one record look at, and all that they may change: the server's copy, and the pending
 * operations, oldest first. Whoever changes an operation makes a new object; whoever drops one leaves it out.
 */
export type RecordState = {
  readonly server?: JsonRecord | undefined;
  readonly operations: readonly Operation[];
};

/** What a settled operation leaves behind besides the new state. */
export type Settled = { readonly state: RecordState; readonly refusal?: Refusal };

/** The state with this operation in the place of the one that has its number. */
export function withOperation(state: RecordState, changed: Operation): RecordState {
  const { number } = changed;
  return { ...state, operations: state.operations.map((op) => (op.number === number ? changed : op)) };
}

/** The state without the operation; the one that follows it is the first then. */
export function withoutOperation(state: RecordState, number: number): RecordState {
  return { ...state, operations: state.operations.filter((op) => op.number !== number) };
}

/** What the store keeps of the record; undefined when there is nothing to keep. */
export function toEntry({ server, operations }: RecordState): RecordEntry | undefined {
  const pending = operations.map(({ number }) => number);
  if (pending.length > 0) return { server, local: view(server, operations), pending };
  return present(server) && { server };
}

/** What the app sees: the pending operations over the server's copy; null when the record is removed. */
export function view(server: JsonRecord | undefined, operations: readonly Operation[]): JsonRecord | null {
  let seen = present(server) ?? null;
  for (const { kind, id, body, base } of operations) {
    if (kind === 'remove' || (kind === 'undelete' && server === undefined && Object.keys(body).length === 0)) {
      seen = null;
    } else {
      const under = {
        insert: {},
        // An edit of a record that was removed elsewhere stays visible: it is the user's, until a conflict is resolved.
        update: seen ?? server ?? base,
        replace: membersWhere(seen ?? server ?? {}, (name) => systemMembers.has(name)),
        undelete: { ...server, deleted: false },
      }[kind];
      seen = { ...under, ...body, id };
    }
  }
  return seen;
}
