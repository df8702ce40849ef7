/** What a decision of the server makes of the operation that it is about, and of the record. */
import { anew, edited } from './edit.ts';
import type { Failure } from './failure.ts';
import { mergeRow } from './merge-row.ts';
import type { Operation } from './operation.ts';
import type { JsonRecord } from './record-entry.ts';
import { type RecordState, type Settled, view, withOperation } from './record-state.ts';
import { sameJson } from './same-json.ts';
import { applied, sentOperation } from './settle.ts';
import { versionOf } from './system-members.ts';

/** What the server decided about an operation. */
export type Decision =
  /** Done; `server` is the record as it stands now, undefined when the answer had none. */
  | { readonly kind: 'applied'; readonly server: JsonRecord | undefined }
  /** Not done, and nothing of it was applied. `conflict`: since the record is another by now, or gone (`server` null). */
  | Omit<Failure, 'number' | 'edits'>;

/** The state after the decision about the operation of this number; unchanged when it is not waiting for one any more. */
export function settle(state: RecordState, number: number, decision: Decision): Settled {
  const operation = sentOperation(state, number);
  const server = decision.server ?? undefined;
  if (operation === undefined) return { state };
  if (decision.kind === 'applied') return { state: done(state, operation, server) };
  // Of an answer that was lost the repetition looks like a conflict with oneself.
  if (decision.kind === 'conflict' && server !== undefined && says(server, operation)) {
    return { state: done(state, operation, server) };
  }
  // The server keeps what was removed: to insert it anew is to bring it back. Sent before, it may be ours that was removed.
  if (operation.kind === 'insert' && operation.attempts === 1 && server?.deleted === true) {
    const body = anew({ server, operations: [] }, operation.body);
    return { state: withOperation(mergeRow(state, server), edited(operation, 'undelete', body)) };
  }
  const parked = decision.kind === 'rejected' || undefined;
  const after = withOperation(heard(state, decision.server), { ...operation, state: 'failed', parked });
  const { table, id, kind: action, edits, base } = operation;
  const mine = view(base ?? after.server, [operation]);
  return { state: after, refusal: { ...decision, number, table, id, action, edits, base, mine } };
}

function heard(state: RecordState, server: JsonRecord | null | undefined): RecordState {
  if (server === undefined) return state;
  return server === null ? { ...state, server: undefined } : mergeRow(state, server);
}

/** Plain servers bring a record back as it was: what it should say besides is an update of it. */
function done(state: RecordState, operation: Operation, record: JsonRecord | undefined): RecordState {
  const { kind, number, body } = operation;
  if (kind !== 'undelete' || record === undefined || says(record, operation)) return applied(state, number, record);
  const version = versionOf(record) ?? operation.version;
  const update = { ...edited(operation, 'update', body), base: record, version };
  return withOperation(mergeRow(state, record), update);
}

/** Whether the server's record is what the operation makes of it. */
function says(server: JsonRecord, { kind, body }: Operation): boolean {
  const isGone = server.deleted === true;
  if (kind === 'remove') return isGone;
  return !isGone && Object.entries(body).every(([name, value]) => sameJson(value, server[name]));
}

/** The state after a request on which the server failed; what became of the operation is not known. */
export function failedOnce(state: RecordState, number: number): RecordState {
  const operation = sentOperation(state, number);
  if (operation === undefined) return state;
  return withOperation(state, { ...operation, faults: (operation.faults ?? 0) + 1 });
}
