/** What becomes of an operation that was sent, and of its record, when it is done or got no decision. */
import { mergeRow } from './merge-row.ts';
import type { Operation } from './operation.ts';
import type { JsonRecord } from './record-entry.ts';
import { type RecordState, view, withOperation, withoutOperation } from './record-state.ts';
import { versionOf } from './system-members.ts';

/** The operation of this number, if it waits for an answer. */
export const sentOperation = ({ operations }: RecordState, number: number): Operation | undefined =>
  operations.find((op) => op.number === number && op.state === 'sent');

/** The state after the operation is done; `record` is the server's by now, undefined when the answer had none. */
export function applied(state: RecordState, number: number, record: JsonRecord | undefined): RecordState {
  const operation = sentOperation(state, number);
  if (operation === undefined) return state;
  const rest = withoutOperation(state, number);
  const server = operation.kind === 'remove' ? undefined : (record ?? written(state.server, operation));
  return followedUp(server ? mergeRow(rest, server) : { ...rest, server }, number, server);
}

/**
 * The state in which the operation that waited for this one is the first, made on the record that this one gave.
 * `repeated`: this one was done before; then what was sent behind it with a version says that again.
 */
export function followedUp(
  state: RecordState,
  number: number,
  server: JsonRecord | undefined,
  repeated = false,
): RecordState {
  const next = state.operations.find(({ after }) => after === number);
  if (next === undefined) return state;
  // Brought back without a version it might be written over: as an insert it is told what is there, and its version.
  const isSent = next.state === 'sent';
  const isBlind = !isSent && server === undefined && isRevival(next);
  const kind = isBlind ? 'insert' : next.kind;
  const version = (repeated && isSent ? next.version : undefined) ?? versionOf(server) ?? next.version;
  return withOperation(state, { ...next, kind, after: undefined, version, base: server });
}

/** Whether it brings a record back as another one, which might be over what nobody here has seen. */
export const isRevival = ({ kind, body }: Operation): boolean => kind === 'undelete' && Object.keys(body).length > 0;

/** The server's copy after an operation whose answer did not show it; its version is not known then. */
export function written(before: JsonRecord | undefined, operation: Operation): JsonRecord {
  const { version: _, ...record } = view(before, [operation]) ?? {};
  return record;
}
