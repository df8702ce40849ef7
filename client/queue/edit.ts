/**
 * What an edit makes of the operations that are pending for its record. An operation that was never sent, or that the
 * server refused, takes later edits into itself; one whose outcome is unknown never changes, and is followed by
 * another.
 *
 *   last operation      insert      update      replace     remove              undelete
 *   none, record here   refused     +update     +replace    +remove             nothing
 *   none, no record     +insert     refused     refused     refused             +undelete
 *   insert              refused     insert      insert      dropped (1)         nothing
 *   update              refused     update      replace     remove              nothing
 *   replace             refused     replace     replace     remove              nothing
 *   remove              replace     refused     refused     nothing             dropped
 *   undelete            refused (2) undelete    undelete    dropped             nothing
 *   any, sent           as above, but what would change it is added behind it: insert over remove is an undelete
 *
 * (1) A remove, if by now the server is known to have such a record. (2) Taken into it while the record is not here
 * yet.
 */
import type { Operation, OperationKind } from './operation.ts';
import type { JsonRecord } from './record-entry.ts';
import { type RecordState, view, withOperation, withoutOperation } from './record-state.ts';
import { sameJson } from './same-json.ts';
import { membersWhere, ownMembers, versionOf } from './system-members.ts';

/** `record` is what the app gave: the whole record to insert or replace, the members to update, nothing to remove. */
export type Edit = {
  readonly kind: OperationKind;
  readonly table: string;
  readonly id: string;
  readonly record: JsonRecord;
};

/** The new state, or why the edit cannot be: nothing is changed then. */
export type Edited = RecordState | 'record-exists' | 'record-not-found';

/** What the edit makes of the record's state; `number` is that of an operation which it may add. */
export function applyEdit(state: RecordState, edit: Edit, number: number): Edited {
  const { kind } = edit;
  const last = state.operations.at(-1);
  const here = view(state.server, state.operations) !== null;
  const again = kind === last?.kind;
  if (kind === 'insert' && here) return 'record-exists';
  if ((kind === 'undelete' && (here || again)) || (kind === 'remove' && again)) return state;
  if (kind !== 'insert' && kind !== 'undelete' && !here && last?.kind !== 'undelete') return 'record-not-found';
  return last === undefined || last.state === 'sent' ? add(state, edit, number) : collapse(state, last, edit);
}

/** An operation behind all others. */
function add(state: RecordState, { kind: asked, table, id, record }: Edit, number: number): RecordState {
  const { server, operations } = state;
  const last = operations.at(-1);
  const after = last?.number;
  // What an insert says of a record that is on its way to be removed can only be said by bringing that one back.
  const revives = asked === 'insert' && last !== undefined && last.kind !== 'undelete';
  const kind = revives ? 'undelete' : asked;
  // Only what differs is sent: the other members may have changed on the server.
  const body = kind === 'update' ? changedMembers(state, record) : revives ? anew(state, record) : ownMembers(record);
  if (kind === 'update' && Object.keys(body).length === 0) return state;
  const isNew = kind === 'insert' || kind === 'undelete' || after !== undefined;
  // The record that an app edits says which version it was.
  const version = isNew ? undefined : (versionOf(record) ?? versionOf(server));
  const base = kind === 'insert' ? undefined : server;
  const added = {
    number,
    table,
    id,
    kind,
    state: 'queued',
    body,
    version,
    after,
    base,
    edits: 0,
    attempts: 0,
  } as const;
  return { server, operations: [...operations, added] };
}

/**
 * What brings back a removed record as a new one: members that it had, and the new one does not say, are null. (A
 * column with a default has that then.)
 */
export function anew({ server = {}, operations }: RecordState, record: JsonRecord): JsonRecord {
  const before = Object.assign({}, server, ...operations.map(({ body }) => body));
  return ownMembers({ ...Object.fromEntries(Object.keys(before).map((name) => [name, null])), ...record });
}

function changedMembers({ server, operations }: RecordState, record: JsonRecord): JsonRecord {
  const seen = view(server, operations) ?? {};
  return membersWhere(ownMembers(record), (name, value) => !sameJson(value, seen[name]));
}

/** The edit taken into the last operation, which was never sent or was refused. */
function collapse(state: RecordState, last: Operation, { kind, record }: Edit): RecordState {
  if (kind === 'undelete') return withoutOperation(state, last.number);
  if (kind === 'remove') return removed(state, last);
  const body = bodyOver(state, last, kind, record);
  if (kind === 'update' && last.state === 'queued' && sameJson(body, last.body)) return state;
  // What was asked back without having been seen may be another record by now: only an insert does not write over it.
  if (kind === 'insert' && isBlind(last)) return withOperation(state, edited(last, kind, ownMembers(record)));
  const replaces = kind !== 'update' && (last.kind === 'update' || last.kind === 'remove');
  const version = versionUnder(state, last, record) ?? last.version;
  return withOperation(state, { ...edited(last, replaces ? 'replace' : last.kind, body), version });
}

/** Whether it asks back a record of which nothing was seen. */
export const isBlind = ({ kind, version, after }: Operation): boolean =>
  kind === 'undelete' && version === undefined && after === undefined;

/**
 * An edit of a record whose conflict the app has seen was made on the version that the record says it is, and one of a
 * record that was asked back and has come since, on the version that came.
 */
function versionUnder({ server }: RecordState, last: Operation, record: JsonRecord): string | undefined {
  if (isBlind(last)) return versionOf(server);
  return last.state === 'failed' && last.kind !== 'insert' ? versionOf(record) : undefined;
}

function bodyOver(state: RecordState, last: Operation, kind: OperationKind, record: JsonRecord): JsonRecord {
  if (kind === 'update') return { ...last.body, ...changedMembers(state, record) };
  return last.kind === 'undelete' ? anew(state, record) : ownMembers(record);
}

function removed(state: RecordState, last: Operation): RecordState {
  const { server } = state;
  const isNew = last.kind === 'insert';
  const neverThere = isNew && last.faults === undefined && (server === undefined || server.deleted === true);
  if (neverThere || last.kind === 'undelete') return withoutOperation(state, last.number);
  return withOperation(state, { ...edited(last, 'remove', {}), version: isNew ? versionOf(server) : last.version });
}

/** The operation with another content: to the server a new one, even if it was sent and refused before. */
export function edited(operation: Operation, kind: OperationKind, body: JsonRecord): Operation {
  const edits = operation.edits + 1;
  return { ...operation, kind, body, state: 'queued', edits, attempts: 0, key: undefined, parked: undefined };
}
