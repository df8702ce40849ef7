/** One record with what is pending for it, and how the two make what the app sees. */
import type { Failure } from './failure.ts';
import type { Operation } from './operation.ts';
import type { JsonRecord, RecordEntry } from './record-entry.ts';

/**
 * All that decisions about one record look at, and all that they may change: the server's copy, and the pending
 * operations, oldest first. Whoever changes an operation makes a new object; whoever drops one leaves it out.
 */
export type RecordState = {
  readonly server?: JsonRecord | undefined;
  readonly operations: readonly Operation[];
};

/** What a settled operation leaves behind besides the new state. */
export type Settled = { readonly state: RecordState; readonly failure?: Failure };

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
  if (operations.length > 0) {
    const local = view(server, operations);
    const pending = operations.map(({ number }) => number);
    return server === undefined ? { local, pending } : { server, local, pending };
  }
  return server === undefined || server.deleted === true ? undefined : { server };
}

/** What the app sees: the pending operations over the server's copy; null when the record is removed. */
export function view(server: JsonRecord | undefined, operations: readonly Operation[]): JsonRecord | null {
  const start = server === undefined || server.deleted === true ? null : server;
  return operations.reduce<JsonRecord | null>((seen, op) => applied(seen, op, server), start);
}

function applied(
  seen: JsonRecord | null,
  { kind, id, body, base }: Operation,
  server: JsonRecord | undefined,
): JsonRecord | null {
  switch (kind) {
    case 'insert':
      return { ...body, id };
    case 'update':
      // An edit of a record that was removed elsewhere stays visible: it is the user's, until a conflict is resolved.
      return { ...(seen ?? server ?? base), ...body, id };
    case 'replace':
      return { ...systemOf(seen ?? server), ...body, id };
    case 'remove':
      return null;
    case 'undelete':
      return server === undefined && Object.keys(body).length === 0 ? null : { ...server, deleted: false, ...body, id };
  }
}

function systemOf(record: JsonRecord | undefined): JsonRecord {
  if (record === undefined) return {};
  const { createdAt, updatedAt, version, deleted } = record;
  const system = Object.entries({ createdAt, updatedAt, version, deleted });
  return Object.fromEntries(system.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
