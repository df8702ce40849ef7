/**
 * What an edit makes of the operations that are pending for its record. An operation that was never sent, or that the
 * server refused, takes later edits into itself; one whose outcome is unknown never changes, and is followed by another.
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
 * (1) A remove, if by now the server is known to have such a record. (2) Taken into it while the record is not here yet.
 */
import type { Operation, OperationKind } from './operation.ts';
import type { JsonRecord } from './record-entry.ts';
import { type RecordState, view, withOperation, withoutOperation } from './record-state.ts';
import { sameJson } from './same-json.ts';
import { ownMembers, versionOf } from './system-members.ts';

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
  const last = state.operations.at(-1);
  const here = view(state.server, state.operations) !== null;
  const hidden = last?.kind === 'undelete' && !here;
  if (edit.kind === 'insert' && here) return 'record-exists';
  if (edit.kind === 'undelete' && (here || last?.kind === 'undelete')) return state;
  if (edit.kind === 'remove' && last?.kind === 'remove') return state;
  if (edit.kind !== 'insert' && edit.kind !== 'undelete' && !here && !hidden) return 'record-not-found';
  if (last === undefined || last.state === 'sent') return add(state, edit, number);
  return collapse(state, last, edit);
}

/** An operation behind all others. */
function add(state: RecordState, edit: Edit, number: number): RecordState {
  const last = state.operations.at(-1);
  const seen = view(state.server, state.operations) ?? undefined;
  // What an insert says of a record that is on its way to be removed can only be said by bringing that one back.
  const kind = edit.kind === 'insert' && last !== undefined ? 'undelete' : edit.kind;
  const body = edit.kind !== kind ? anew(state, edit.record) : bodyOf(kind, edit.record, seen);
  if (kind === 'update' && Object.keys(body).length === 0) return state;
  const version = versionFor(kind, edit.record, state.server);
  const added: Operation = {
    number,
    table: edit.table,
    id: edit.id,
    kind,
    state: 'queued',
    body,
    ...(last === undefined ? (version === undefined ? {} : { version }) : { after: last.number }),
    ...(state.server === undefined || kind === 'insert' ? {} : { base: state.server }),
    edits: 0,
    attempts: 0,
  };
  return { ...state, operations: [...state.operations, added] };
}

/**
 * What brings back a removed record as a new one: members that it had, and the new one does not say, are null. (A column
 * with a default has that then.)
 */
export function anew({ server, operations }: RecordState, record: JsonRecord): JsonRecord {
  const before = Object.assign({}, ...[server ?? {}, ...operations.map(({ body }) => body)].map(ownMembers));
  return { ...Object.fromEntries(Object.keys(before).map((name) => [name, null])), ...ownMembers(record) };
}

/** The record that an app edits says which version it was; what it removes is the record that is here. */
function versionFor(kind: OperationKind, record: JsonRecord, server: JsonRecord | undefined): string | undefined {
  if (kind === 'insert' || kind === 'undelete') return undefined;
  return (kind === 'remove' ? undefined : versionOf(record)) ?? versionOf(server);
}

function bodyOf(kind: OperationKind, record: JsonRecord, seen: JsonRecord | undefined): JsonRecord {
  const body = ownMembers(record);
  // Only what differs is sent: the other members may have changed on the server.
  if (kind === 'update' && seen !== undefined) return changedMembers(body, seen);
  return body;
}

function changedMembers(body: JsonRecord, seen: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(body).filter(([name, value]) => !sameJson(value, seen[name])));
}

/** The edit taken into the last operation, which was never sent or was refused. */
function collapse(state: RecordState, last: Operation, edit: Edit): RecordState {
  const own = ownMembers(edit.record);
  switch (edit.kind) {
    case 'insert':
      return withOperation(state, edited(last, last.kind === 'remove' ? 'replace' : last.kind, own));
    case 'update': {
      const seen = view(state.server, state.operations) ?? {};
      const body = { ...last.body, ...changedMembers(own, seen) };
      if (last.state === 'queued' && sameJson(body, last.body)) return state;
      return withOperation(state, rebased(edited(last, last.kind, body), last, edit));
    }
    case 'replace':
      return withOperation(
        state,
        rebased(edited(last, last.kind === 'update' ? 'replace' : last.kind, own), last, edit),
      );
    case 'undelete':
      return withoutOperation(state, last.number);
    case 'remove':
      return removed(state, last);
  }
}

/** An edit of a record whose conflict the app has seen was made on the version that the record says it is. */
function rebased(operation: Operation, last: Operation, edit: Edit): Operation {
  const version = versionOf(edit.record);
  const known = last.state === 'failed' && last.kind !== 'insert' && version !== undefined;
  return known ? { ...operation, version } : operation;
}

function removed(state: RecordState, last: Operation): RecordState {
  const unknown = last.faults !== undefined;
  const neverThere =
    last.kind === 'insert' && !unknown && (state.server === undefined || state.server.deleted === true);
  if (neverThere || last.kind === 'undelete') return withoutOperation(state, last.number);
  const version = last.kind === 'insert' ? versionOf(state.server) : last.version;
  const { version: _, ...rest } = edited(last, 'remove', {});
  return withOperation(state, version === undefined ? rest : { ...rest, version });
}

/** The operation with another content: to the server a new one, even if it was sent and refused before. */
export function edited(operation: Operation, kind: OperationKind, body: JsonRecord): Operation {
  const { key: _, parked: _parked, ...rest } = operation;
  return { ...rest, kind, body, state: 'queued', edits: operation.edits + 1, attempts: 0 };
}
