import { describe, expect, test } from 'vitest';
import type { Operation, OperationKind } from '../../../client/queue/operation.ts';
import { overtakenVersion } from '../../../client/queue/overtaken-version.ts';
import type { JsonRecord } from '../../../client/queue/record-entry.ts';
import type { RecordState } from '../../../client/queue/record-state.ts';
import { type Decision, failedOnce, settle } from '../../../client/queue/refuse.ts';
import { release } from '../../../client/queue/release.ts';
import { copy, follower, pending, sent, shown } from './one-record.ts';

const applied = (record?: JsonRecord): Decision => ({ kind: 'applied', server: record });
const conflict = (server?: JsonRecord | null): Decision => ({
  kind: 'conflict',
  status: 412,
  message: 'Changed.',
  ...(server === undefined ? {} : { server }),
});
const rejected: Decision = { kind: 'rejected', status: 400, message: 'No.' };
const mine = copy(2, { text: 'mine' });
const gone = copy(2, { deleted: true });

const stateOf = (kind: OperationKind): RecordState => pending(kind === 'insert' ? undefined : copy(1), sent(kind));

type Answers = 'applied' | 'conflict' | 'repeated' | 'gone' | 'rejected';
type Row = Record<Answers, readonly [operations: string, server: JsonRecord | undefined]>;

/** What is left of each operation after each answer, and the server's copy then. */
const table: Record<OperationKind, Row> = {
  insert: {
    applied: ['none', mine],
    conflict: ['insert failed -', copy(2)],
    repeated: ['none', mine],
    gone: ['insert failed -', undefined],
    rejected: ['insert failed -', undefined],
  },
  update: {
    applied: ['none', mine],
    conflict: ['update failed v1', copy(2)],
    repeated: ['none', mine],
    gone: ['update failed v1', undefined],
    rejected: ['update failed v1', copy(1)],
  },
  replace: {
    applied: ['none', mine],
    conflict: ['replace failed v1', copy(2)],
    repeated: ['none', mine],
    gone: ['replace failed v1', undefined],
    rejected: ['replace failed v1', copy(1)],
  },
  remove: {
    applied: ['none', undefined],
    conflict: ['remove failed v1', copy(2)],
    repeated: ['none', undefined],
    gone: ['remove failed v1', undefined],
    rejected: ['remove failed v1', copy(1)],
  },
  undelete: {
    applied: ['none', mine],
    conflict: ['undelete failed v1', copy(2)],
    repeated: ['none', mine],
    gone: ['undelete failed v1', undefined],
    rejected: ['undelete failed v1', copy(1)],
  },
};

const answerTo = (kind: OperationKind): Record<Answers, Decision> => ({
  applied: applied(kind === 'remove' ? undefined : mine),
  conflict: conflict(copy(2)),
  repeated: conflict(kind === 'remove' ? gone : mine),
  gone: conflict(null),
  rejected,
});

const kinds = ['insert', 'update', 'replace', 'remove', 'undelete'] as const;
const answers = ['applied', 'conflict', 'repeated', 'gone', 'rejected'] as const;

describe('an answer to an operation', () => {
  test.each(kinds.flatMap((kind) => answers.map((answer) => ({ kind, answer, left: table[kind][answer][0] }))))(
    '$kind, $answer: leaves $left',
    ({ kind, answer, left }) => {
      const { state, refusal } = settle(stateOf(kind), 1, answerTo(kind)[answer]);
      expect(shown(state)).toBe(left);
      expect(state.server).toEqual(table[kind][answer][1]);
      expect(refusal === undefined).toBe(left === 'none');
    },
  );

  test.each([
    ['a rejection parks it', rejected, true],
    ['a conflict does not', conflict(copy(2)), undefined],
  ])('%s', (_, decision, parked) => {
    expect(settle(stateOf('update'), 1, decision).state.operations[0]?.parked).toBe(parked);
  });

  test('is kept with the number and the edits of the operation that it refuses', () => {
    const state = pending(copy(1), sent('update', { edits: 3 }));
    expect(settle(state, 1, conflict(copy(2))).refusal).toMatchObject({
      number: 1,
      edits: 3,
      kind: 'conflict',
      status: 412,
      message: 'Changed.',
      server: copy(2),
    });
  });

  test.each<[string, RecordState]>([
    ['is no more', pending(copy(1))],
    ['was edited since its refusal', pending(copy(1), sent('update', { state: 'queued' }))],
    ['was refused', pending(copy(1), sent('update', { state: 'failed' }))],
  ])('of an operation that %s changes nothing', (_, state) => {
    for (const decision of [applied(mine), conflict(copy(2)), rejected]) {
      expect(settle(state, 1, decision)).toEqual({ state });
    }
  });

  test('that shows an older record than the one that is here leaves the newer one', () => {
    expect(settle(pending(copy(3), sent('update')), 1, applied(mine)).state.server).toEqual(copy(3));
    expect(settle(pending(copy(3), sent('update')), 1, conflict(copy(2))).state.server).toEqual(copy(3));
  });

  test('without a record leaves what was sent, without a version', () => {
    const { version: _, ...unversioned } = copy(1, { text: 'mine' });
    expect(settle(stateOf('update'), 1, applied()).state).toEqual({ server: unversioned, operations: [] });
    expect(settle(stateOf('insert'), 1, applied()).state).toEqual({
      server: { id: 'a', text: 'mine' },
      operations: [],
    });
  });

  test('with a conflict that does not show the record leaves the copy that is here', () => {
    expect(settle(stateOf('update'), 1, conflict()).state.server).toEqual(copy(1));
  });

  test('in which the record was written in another order, or with more members, is still a repetition', () => {
    const operation = sent('update', { body: { text: 'mine', meta: { a: 1, b: [2] } } });
    const server = copy(2, { meta: { b: [2], a: 1 }, text: 'mine', more: 7 });
    expect(shown(settle(pending(copy(1), operation), 1, conflict(server)).state)).toBe('none');
  });
});

test.each([
  ['somebody else’s, that says more', {}, overtakenVersion],
  ['ours, of which the answer was lost', { text: 'theirs' }, 'v2'],
])('what follows an insert that meets a record is made on it only if it may be ours: %s', (_, body, version) => {
  const state = pending(undefined, sent('insert', { body }), follower('update'));
  const [next] = settle(state, 1, conflict(copy(2, { text: 'theirs' }))).state.operations;
  expect(next).toMatchObject({ kind: 'update', version });
});

describe('an insert of a record that the server has removed', () => {
  test('brings it back as the new one: members that it does not say are null', () => {
    const { state, refusal } = settle(stateOf('insert'), 1, conflict(gone));
    expect(refusal).toBeUndefined();
    expect(state.operations).toMatchObject([
      { kind: 'undelete', state: 'queued', body: { text: 'mine', done: null }, edits: 1, attempts: 0 },
    ]);
    expect(state.operations[0]?.key).toBeUndefined();
  });

  test('is a conflict when it was sent before, since it may be ours that was removed', () => {
    const { state, refusal } = settle(pending(undefined, sent('insert', { attempts: 2 })), 1, conflict(gone));
    expect(shown(state)).toBe('insert failed -');
    expect(refusal).toMatchObject({ server: gone });
  });
});

describe('an undelete', () => {
  test('that plain servers answer with the record as it was is followed by an update', () => {
    const { state } = settle(stateOf('undelete'), 1, applied(copy(2)));
    expect(state.operations).toMatchObject([
      { number: 1, kind: 'update', state: 'queued', body: { text: 'mine' }, version: 'v2', base: copy(2) },
    ]);
    expect(shown(settle(pending(copy(1), sent('undelete', { body: {} })), 1, applied(copy(2))).state)).toBe('none');
  });
});

describe('an edit that waits for the operation', () => {
  const settled = (kind: OperationKind, next: Operation, decision: Decision): RecordState =>
    settle(pending(kind === 'insert' ? undefined : copy(1), sent(kind), next), 1, decision).state;

  test.each<[string, OperationKind, Operation, Decision, string]>([
    ['is made on the version that it gave', 'update', follower('update'), applied(mine), 'update queued v2'],
    ['is made on the version of an insert', 'insert', follower('remove'), applied(mine), 'remove queued v2'],
    ['has none when there is none', 'insert', follower('update'), applied(), 'update queued -'],
    ['has none behind a removal, and is an insert then', 'remove', follower('undelete'), applied(), 'insert queued -'],
    [
      'waits on when it was refused',
      'update',
      follower('update'),
      conflict(copy(2)),
      'update failed v1, update queued -',
    ],
  ])('%s', (_, kind, next, decision, expected) => {
    expect(shown(settled(kind, next, decision))).toBe(expected);
  });

  test('waits for nothing any more, and shows the record that the operation gave below it', () => {
    const [next] = settled('update', follower('update'), applied(mine)).operations;
    expect(next).toEqual({ ...follower('update'), after: undefined, version: 'v2', base: mine });
    expect(next?.after).toBeUndefined();
  });
});

describe('a request that got no decision', () => {
  test.each([
    ['the first', 1, 'update queued v1'],
    ['a later one', 2, 'update sent v1'],
  ])('and never was on the server: what %s leaves', (_, attempts, expected) => {
    expect(shown(release(pending(copy(1), sent('update', { attempts })), 1))).toBe(expected);
  });

  test('leaves an operation that never was on the server as if it had not been sent', () => {
    const [operation] = release(stateOf('insert'), 1).operations;
    expect(operation).toMatchObject({ state: 'queued', attempts: 0 });
    expect(operation?.key).toBeUndefined();
  });

  test('counts how often the server failed', () => {
    const once = failedOnce(stateOf('update'), 1);
    expect(once.operations[0]).toMatchObject({ state: 'sent', faults: 1 });
    expect(failedOnce(once, 1).operations[0]?.faults).toBe(2);
  });

  test('does nothing to an operation that is no more, or was not sent', () => {
    for (const state of [pending(copy(1)), pending(copy(1), sent('update', { state: 'queued' }))]) {
      for (const after of [release(state, 1), failedOnce(state, 1)]) expect(after).toBe(state);
    }
  });
});
