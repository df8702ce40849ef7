/** What a decision of the server makes of the operation that it is about, and of the record. */
import { anew, edited } from './edit.ts';
import type { Failure } from './failure.ts';
import { mergeRow } from './merge-row.ts';
import type { Operation } from './operation.ts';
import { overtakenVersion } from './overtaken-version.ts';
import type { JsonRecord } from './record-entry.ts';
import { type RecordState, type Settled, view, withOperation, withoutOperation } from './record-state.ts';
import { sameJson } from './same-json.ts';
import { applied, followedUp, sentOperation, written } from './settle.ts';
import { membersWhere, ownMembers, versionOf } from './system-members.ts';

/** What the server decided about an operation. */
export type Decision =
  /**
   * Done; `server` is the record as it stands now, undefined when the answer had none. `repeated`: an earlier request
   * had done it, so that others may have changed the record since.
   */
  | { readonly kind: 'applied'; readonly server: JsonRecord | undefined; readonly repeated?: boolean | undefined }
  /**
   * Not done, and nothing of it was applied. `conflict`: since the record is another by now, or gone (`server` null).
   */
  | Omit<Failure, 'number' | 'edits'>;

/**
 * The state after the decision about the operation of this number; unchanged when it is not waiting for one any more.
 */
export function settle(state: RecordState, number: number, decision: Decision): Settled {
  const operation = sentOperation(state, number);
  const server = decision.server ?? undefined;
  if (operation === undefined) return { state };
  if (decision.kind === 'applied') return { state: done(state, operation, server, decision.repeated) };
  // Of an answer that was lost the repetition looks like a conflict with oneself.
  if (decision.kind === 'conflict' && server !== undefined && says(server, operation)) {
    return { state: done(state, operation, server, true, saysMore(server, operation)) };
  }
  // The server keeps what was removed: to insert it anew is to bring it back. Sent before, it may be ours that was
  // removed.
  if (operation.kind === 'insert' && operation.attempts === 1 && server?.deleted === true) {
    const body = anew({ server, operations: [] }, operation.body);
    const revived = { ...edited(operation, 'undelete', body), version: versionOf(server) };
    return { state: withOperation(mergeRow(state, server), revived) };
  }
  const parked = decision.kind === 'rejected' || undefined;
  // Behind its removal it needed no version; by itself it must not write over what nobody here has seen.
  const version = operation.version ?? (operation.afterKey && overtakenVersion);
  const after = withOperation(heard(state, decision.server), { ...operation, state: 'failed', version, parked });
  const { table, id, kind: action, edits, base } = operation;
  const mine = view(base ?? after.server, [operation]);
  return { state: after, refusal: { ...decision, number, table, id, action, edits, base, mine } };
}

function heard(state: RecordState, server: JsonRecord | null | undefined): RecordState {
  if (server === undefined) return state;
  return server === null ? { ...state, server: undefined } : mergeRow(state, server);
}

/** The state after what is done, seen by who may not know what others have written since; `isOther`: or before. */
function done(
  state: RecordState,
  operation: Operation,
  record: JsonRecord | undefined,
  repeated = false,
  isOther = false,
): RecordState {
  const { kind, number, version } = operation;
  if (kind === 'undelete' && !repeated && record !== undefined && !includes(record, given(operation))) {
    return withOperation(mergeRow(state, record), finished(operation, record));
  }
  if (!repeated && (kind !== 'undelete' || version !== undefined)) return doneNow(state, operation, record);
  const rest = withoutOperation(state, number);
  const server = kind === 'remove' ? since(state, operation) : (record ?? written(state.server, operation));
  const merged = server === undefined ? { ...rest, server } : mergeRow(rest, server);
  const next = followed(state, operation, server, isOther);
  return followedUp(merged, number, next, repeated);
}

/** What the next operation is made on: the server's record, if that is as the operation has left it. */
function followed(
  { server: copy, operations }: RecordState,
  operation: Operation,
  server: JsonRecord | undefined,
  isOther: boolean,
): JsonRecord | undefined {
  const { kind, number } = operation;
  const known = operations.find(({ after }) => after === number)?.base;
  const left = kind === 'remove' ? server : written(known ?? copy, operation);
  // What a record is brought back to is told by what it was, which may be known no more.
  const isUnknown = kind === 'undelete' && known === undefined && server !== undefined;
  const isOvertaken = isOther || isUnknown || isChanged(server, operation, left);
  return isOvertaken ? { ...left, version: overtakenVersion } : server;
}

/** A pull of another tab may have told what others have written since a removal, before the answer to that came. */
function doneNow(state: RecordState, operation: Operation, record: JsonRecord | undefined): RecordState {
  const { kind, number, version } = operation;
  const after = applied(state, number, record);
  return kind === 'remove' && version !== undefined ? { ...after, server: since(state, operation) } : after;
}

/** Plain servers bring a record back as it was: what it should say besides is an update of it. */
function finished(operation: Operation, record: JsonRecord): Operation {
  const version = versionOf(record) ?? operation.version;
  return { ...edited(operation, 'update', operation.body), base: record, version };
}

/** Whether the record is another than the operation has left it. */
function isChanged(server: JsonRecord | undefined, { kind }: Operation, left: JsonRecord = {}): boolean {
  if (server === undefined) return false;
  return kind === 'remove' ? server.deleted !== true : !includes(server, ownMembers(left));
}

/** What has come of a record since it was removed. */
const since = ({ server }: RecordState, { version }: Operation): JsonRecord | undefined =>
  versionOf(server) === version ? undefined : server;

/** What it says besides null, for which a column may have a default. */
const given = ({ body }: Operation): JsonRecord => membersWhere(body, (_, value) => value !== null);

/** Whether the server's record is what the operation makes of it. */
function says(server: JsonRecord, { kind, body }: Operation): boolean {
  const isGone = server.deleted === true;
  return kind === 'remove' ? isGone : !isGone && includes(server, body);
}

/**
 * Whether a record that was there has more than was to be inserted, besides what columns have by default: it may be
 * somebody else's, which nobody here has seen.
 */
const saysMore = (server: JsonRecord, { kind, body }: Operation): boolean =>
  kind === 'insert' && Object.entries(ownMembers(server)).some(([name, value]) => value && !(name in body));

const includes = (server: JsonRecord, members: JsonRecord): boolean =>
  Object.entries(members).every(([name, value]) => sameJson(value, server[name]));

/** The state after a request on which the server failed; what became of the operation is not known. */
export function failedOnce(state: RecordState, number: number): RecordState {
  const operation = sentOperation(state, number);
  if (operation === undefined) return state;
  return withOperation(state, { ...operation, faults: (operation.faults ?? 0) + 1 });
}
