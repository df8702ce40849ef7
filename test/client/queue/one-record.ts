/** One record of a server, and operations on it, as the tests of the queue's decisions need them. */
import type { Operation, OperationKind } from '../../../client/queue/operation.ts';
import type { JsonRecord } from '../../../client/queue/record-entry.ts';
import type { RecordState } from '../../../client/queue/record-state.ts';

/** The record after so many changes. */
export const copy = (revision: number, more: JsonRecord = {}): JsonRecord => ({
  id: 'a',
  text: 'server',
  done: false,
  version: `v${revision}`,
  updatedAt: `2026-01-01T00:00:0${revision}.000Z`,
  deleted: false,
  ...more,
});

const bodies: Record<OperationKind, JsonRecord> = {
  insert: { text: 'mine' },
  update: { text: 'mine' },
  replace: { text: 'mine' },
  remove: {},
  undelete: { text: 'mine' },
};

/** The first operation of the queue, sent once, and made on the first version of the record unless it is an insert. */
export const sent = (kind: OperationKind, more: Partial<Operation> = {}): Operation => ({
  number: 1,
  table: 't',
  id: 'a',
  kind,
  state: 'sent',
  body: bodies[kind],
  ...(kind === 'insert' ? {} : { version: 'v1', base: copy(1) }),
  edits: 0,
  attempts: 1,
  key: 'c:1',
  ...more,
});

/** An edit that waits for the first operation. */
export const follower = (kind: OperationKind, body: JsonRecord = { done: true }): Operation => ({
  number: 2,
  table: 't',
  id: 'a',
  kind,
  state: 'queued',
  body: kind === 'remove' ? {} : body,
  after: 1,
  edits: 0,
  attempts: 0,
});

/** What the device has while these operations are pending. */
export const pending = (server: JsonRecord | undefined, ...operations: readonly Operation[]): RecordState =>
  server === undefined ? { operations } : { server, operations };

/** The operations in short: kind, state and version. */
export const shown = ({ operations }: RecordState): string =>
  operations.map(({ kind, state, version }) => [kind, state, version ?? '-'].join(' ')).join(', ') || 'none';
