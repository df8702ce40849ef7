/** What becomes of an operation that failed, when the app has decided about it. */
import { anew, edited } from './edit.ts';
import type { Failure } from './failure.ts';
import { mergeRow } from './merge-row.ts';
import type { Operation, OperationKind } from './operation.ts';
import { overtakenVersion } from './overtaken-version.ts';
import type { JsonRecord } from './record-entry.ts';
import { type RecordState, view, withOperation, withoutOperation } from './record-state.ts';
import { sameJson } from './same-json.ts';
import { followedUp } from './settle.ts';
import { membersWhere, ownMembers, versionOf } from './system-members.ts';

/**
 * `cancel`: the operation alone is given up. `discard`: it and those that follow it. `theirs`: it is given up for what
 * the server has. `take`: it is given up, and this is the server's copy, unless a newer one has arrived. `keep`: it is
 * sent again with this record, on the version that the record or the server's copy has. `change`: it is sent again as
 * an operation of another kind. `mine`: its own content wins over what the server has now. `retry`: it is sent again as
 * it is.
 */
export type Resolution = {
  readonly record?: JsonRecord | undefined;
} & (
  | { readonly kind: 'cancel' | 'discard' | 'theirs' | 'mine' | 'retry' }
  | { readonly kind: 'take' | 'keep'; readonly record: JsonRecord }
  | { readonly kind: 'change'; readonly to: OperationKind }
);

/** The new state; undefined when the operation is not the one any more that failed, and nothing is changed then. */
export function resolve(state: RecordState, failure: Failure, resolution: Resolution): RecordState | undefined {
  const operation = state.operations.find(({ number }) => number === failure.number);
  if (operation?.state !== 'failed' || operation.edits !== failure.edits) return undefined;
  switch (resolution.kind) {
    case 'cancel':
      return dropped(state, operation);
    case 'discard':
      return discarded(state, operation);
    case 'theirs':
      return state.server === undefined ? discarded(state, operation) : dropped(state, operation);
    case 'take':
      return dropped(mergeRow(state, { ...resolution.record, id: operation.id }), operation);
    case 'keep':
      return sentAgain(state, operation, again(state, operation, operation.kind, resolution.record));
    case 'change':
      return sentAgain(state, operation, again(state, operation, resolution.to, resolution.record));
    case 'retry':
      return withOperation(state, edited(operation, operation.kind, operation.body));
    case 'mine':
      return withOperation(state, insisting(state, operation, failure.server));
  }
}

/** The state without an operation that was not sent; undefined when it may be on the server already, or is no more. */
export function cancel(state: RecordState, number: number): RecordState | undefined {
  const operation = state.operations.find((op) => op.number === number);
  return operation === undefined || operation.state === 'sent' ? undefined : dropped(state, operation);
}

/** An update that changes nothing of what the server has is nothing to send. */
function sentAgain(state: RecordState, operation: Operation, next: Operation): RecordState {
  const idle = next.kind === 'update' && Object.keys(next.body).length === 0;
  return idle ? dropped(state, operation) : withOperation(state, next);
}

function discarded(state: RecordState, operation: Operation): RecordState {
  return { ...state, operations: state.operations.filter(({ number }) => number < operation.number) };
}

/**
 * Those that waited for the operation are made on the server's copy then; what was to follow an insert is nothing now.
 */
function dropped(state: RecordState, operation: Operation): RecordState {
  if (operation.kind === 'insert' && state.server === undefined) return { operations: [] };
  return followedUp(withoutOperation(state, operation.number), operation.number, state.server);
}

/** The operation as a new one, of this kind, on the version of the record or else of the server's copy. */
function again(state: RecordState, operation: Operation, asked: OperationKind, record?: JsonRecord): Operation {
  // What the server has as removed can only be changed by bringing it back.
  const kind = state.server?.deleted === true && asked !== 'remove' ? 'undelete' : asked;
  const version = versionOf(record) ?? versionOf(state.server) ?? operation.version;
  const again = edited(operation, kind, bodyAs(kind, state, operation, record));
  if (kind === 'insert') return { ...again, version: undefined, base: undefined };
  return { ...again, version, base: state.server ?? operation.base };
}

function bodyAs(kind: OperationKind, state: RecordState, operation: Operation, record?: JsonRecord): JsonRecord {
  if (kind === 'remove') return {};
  if (kind === 'undelete') return anew({ ...state, operations: [] }, record ?? whole(state, operation));
  if (record === undefined) return kind === 'update' ? operation.body : whole(state, operation);
  const own = ownMembers(record);
  if (kind !== 'update' || state.server === undefined) return own;
  const { server } = state;
  return membersWhere(own, (name, value) => !sameJson(value, server[name]));
}

function whole(state: RecordState, operation: Operation): JsonRecord {
  return ownMembers(view(operation.base ?? state.server, [operation]) ?? {});
}

/** What says the same over what the server has now: an insert over a record, or an update of one that is gone. */
function insisting(state: RecordState, operation: Operation, server: JsonRecord | null | undefined): Operation {
  if (operation.kind === 'remove') return again(state, operation, 'remove');
  if (server === null) return again(state, operation, 'insert');
  const next = again(state, operation, operation.kind === 'insert' ? 'update' : operation.kind);
  // Nobody has seen what it would write over.
  return server === undefined && next.version === undefined ? { ...next, version: overtakenVersion } : next;
}
