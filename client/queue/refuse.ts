/** What a decision of the server makes of the operation that it is about, and of the record. */
import { anew, edited } from './edit.ts';
import type { Failure } from './failure.ts';
import { mergeRow } from './merge-row.ts';
import type { JsonRecord } from './record-entry.ts';
import { type RecordState, type Settled, view, withOperation } from './record-state.ts';
import { applied, says, sentOperation } from './settle.ts';

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
  if (operation === undefined || decision.kind === 'applied') return { state: applied(state, number, server) };
  // Of an answer that was lost the repetition looks like a conflict with oneself.
  if (decision.kind === 'conflict' && server !== undefined && says(server, operation)) {
    return { state: applied(state, number, server) };
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
