/** What an answer makes of the operation that it answers, and of the record. */
import { anew, edited } from './edit.ts';
import type { Failure } from './failure.ts';
import { mergeRow } from './merge-row.ts';
import type { Operation } from './operation.ts';
import type { JsonRecord } from './record-entry.ts';
import { type RecordState, type Settled, view, withOperation, withoutOperation } from './record-state.ts';
import { sameJson } from './same-json.ts';
import { versionOf } from './system-members.ts';

/** What the server decided about an operation. */
export type Decision =
  /** Done; `record` as it stands now, undefined when the answer had none. */
  | { readonly kind: 'applied'; readonly record: JsonRecord | undefined }
  /** Not done, and nothing of it was applied. `conflict`: since the record is another by now, or gone (`server` null). */
  | Omit<Failure, 'number' | 'edits'>;

/** The state after the decision about the operation of this number; unchanged when it is not waiting for one any more. */
export function settle(state: RecordState, number: number, decision: Decision): Settled {
  const operation = state.operations.find((op) => op.number === number);
  if (operation?.state !== 'sent') return { state };
  if (decision.kind === 'applied') return { state: applied(state, operation, decision.record) };
  const server = decision.server ?? undefined;
  // Of an answer that was lost the repetition looks like a conflict with oneself.
  if (decision.kind === 'conflict' && server !== undefined && says(server, operation)) {
    return { state: applied(state, operation, server) };
  }
  // The server keeps what was removed: to insert it anew is to bring it back. Sent before, it may be ours that was removed.
  if (operation.kind === 'insert' && operation.attempts === 1 && server?.deleted === true) {
    const body = anew({ server, operations: [] }, operation.body);
    return { state: withOperation(mergeRow(state, server), edited(operation, 'undelete', body)) };
  }
  return {
    state: withOperation(heard(state, decision.server), failed(operation, decision.kind === 'rejected')),
    failure: { number, edits: operation.edits, ...decision },
  };
}

function failed(operation: Operation, parked: boolean): Operation {
  return parked ? { ...operation, state: 'failed', parked } : { ...operation, state: 'failed' };
}

function heard(state: RecordState, server: JsonRecord | null | undefined): RecordState {
  if (server === undefined) return state;
  return server === null ? { operations: state.operations } : mergeRow(state, server);
}

function says(server: JsonRecord, { kind, body }: Operation): boolean {
  if (kind === 'remove') return server.deleted === true;
  return server.deleted !== true && Object.entries(body).every(([name, value]) => sameJson(value, server[name]));
}

function applied(state: RecordState, operation: Operation, record: JsonRecord | undefined): RecordState {
  if (operation.kind === 'undelete' && record !== undefined && !says(record, operation)) {
    return withOperation(mergeRow(state, record), finished(operation, record));
  }
  const rest = withoutOperation(state, operation.number);
  const server = operation.kind === 'remove' ? undefined : (record ?? written(state, operation));
  const merged = server === undefined ? { operations: rest.operations } : mergeRow(rest, server);
  return followedUp(merged, operation.number, server);
}

/** Plain servers bring a record back as it was: what it should say besides is an update of it. */
function finished(operation: Operation, record: JsonRecord): Operation {
  const version = versionOf(record);
  const update = { ...edited(operation, 'update', operation.body), base: record };
  return version === undefined ? update : { ...update, version };
}

/** The state in which the operation that waited for this one is the first, made on the record that this one gave. */
export function followedUp(state: RecordState, number: number, server: JsonRecord | undefined): RecordState {
  const next = state.operations.find(({ after }) => after === number);
  if (next === undefined) return state;
  const { after: _, base: _base, ...follower } = next;
  const version = versionOf(server);
  return withOperation(state, {
    ...follower,
    ...(version === undefined ? {} : { version }),
    ...(server === undefined ? {} : { base: server }),
  });
}

/** The server's copy after an operation whose answer did not show it; its version is not known then. */
function written(state: RecordState, operation: Operation): JsonRecord {
  const { version: _, ...record } = view(state.server, [operation]) ?? {};
  return record;
}

/** How a request ended that got no decision: the server never had it, may have done it, or has failed on it. */
export type RequestEnd = 'unreached' | 'reached' | 'fault';

/** The state after such a request: an operation that never was on the server may change again. */
export function release(state: RecordState, number: number, end: RequestEnd): RecordState {
  const operation = state.operations.find((op) => op.number === number);
  if (operation?.state !== 'sent') return state;
  if (end === 'fault') return withOperation(state, { ...operation, faults: (operation.faults ?? 0) + 1 });
  if (end === 'reached' || operation.attempts > 1) return state;
  const { key: _, ...rest } = operation;
  return withOperation(state, { ...rest, state: 'queued', attempts: 0 });
}
