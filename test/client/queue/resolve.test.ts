import { describe, expect, test } from 'vitest';
import type { Failure } from '../../../client/queue/failure.ts';
import type { Operation, OperationKind } from '../../../client/queue/operation.ts';
import type { JsonRecord } from '../../../client/queue/record-entry.ts';
import { type RecordState, view } from '../../../client/queue/record-state.ts';
import { type Resolution, resolve } from '../../../client/queue/resolve.ts';
import { copy, follower, pending, sent, shown } from './one-record.ts';

const theirs = copy(2, { text: 'theirs' });
const failed = (kind: OperationKind, more: Partial<Operation> = {}): Operation =>
  sent(kind, { state: 'failed', ...more });
const failureOf = (server: JsonRecord | null | undefined): Failure => ({
  number: 1,
  kind: 'conflict',
  status: 412,
  message: 'Changed.',
  edits: 0,
  ...(server === undefined ? {} : { server }),
});

/** The state after a conflict with what the server has: a record, one that is removed, or none. */
const conflicts = {
  there: (kind: OperationKind) => ({ state: pending(theirs, failed(kind)), failure: failureOf(theirs) }),
  removed: (kind: OperationKind) => {
    const tombstone = copy(2, { deleted: true });
    return { state: pending(tombstone, failed(kind)), failure: failureOf(tombstone) };
  },
  gone: (kind: OperationKind) => ({ state: pending(undefined, failed(kind)), failure: failureOf(null) }),
} as const;

const given = copy(2, { text: 'both' });
const resolutions = {
  cancel: { kind: 'cancel' },
  discard: { kind: 'discard' },
  theirs: { kind: 'theirs' },
  take: { kind: 'take', record: given },
  keep: { kind: 'keep', record: given },
  'to insert': { kind: 'change', to: 'insert', record: given },
  'to update': { kind: 'change', to: 'update', record: given },
  'to replace': { kind: 'change', to: 'replace', record: given },
  'to remove': { kind: 'change', to: 'remove' },
  mine: { kind: 'mine' },
  retry: { kind: 'retry' },
} as const satisfies Record<string, Resolution>;
type Name = keyof typeof resolutions;
type Kind = 'insert' | 'update' | 'replace' | 'remove';

/** What is pending after each, and the text that the app sees then; null for no record. */
type Left = readonly [operations: string, text: string | null];

const there: Record<Kind, Record<Name, Left>> = {
  insert: {
    cancel: ['none', 'theirs'],
    discard: ['none', 'theirs'],
    theirs: ['none', 'theirs'],
    take: ['none', 'both'],
    keep: ['insert queued -', 'both'],
    'to insert': ['insert queued -', 'both'],
    'to update': ['update queued v2', 'both'],
    'to replace': ['replace queued v2', 'both'],
    'to remove': ['remove queued v2', null],
    mine: ['update queued v2', 'mine'],
    retry: ['insert queued -', 'mine'],
  },
  update: {
    cancel: ['none', 'theirs'],
    discard: ['none', 'theirs'],
    theirs: ['none', 'theirs'],
    take: ['none', 'both'],
    keep: ['update queued v2', 'both'],
    'to insert': ['insert queued -', 'both'],
    'to update': ['update queued v2', 'both'],
    'to replace': ['replace queued v2', 'both'],
    'to remove': ['remove queued v2', null],
    mine: ['update queued v2', 'mine'],
    retry: ['update queued v1', 'mine'],
  },
  replace: {
    cancel: ['none', 'theirs'],
    discard: ['none', 'theirs'],
    theirs: ['none', 'theirs'],
    take: ['none', 'both'],
    keep: ['replace queued v2', 'both'],
    'to insert': ['insert queued -', 'both'],
    'to update': ['update queued v2', 'both'],
    'to replace': ['replace queued v2', 'both'],
    'to remove': ['remove queued v2', null],
    mine: ['replace queued v2', 'mine'],
    retry: ['replace queued v1', 'mine'],
  },
  remove: {
    cancel: ['none', 'theirs'],
    discard: ['none', 'theirs'],
    theirs: ['none', 'theirs'],
    take: ['none', 'both'],
    keep: ['remove queued v2', null],
    'to insert': ['insert queued -', 'both'],
    'to update': ['update queued v2', 'both'],
    'to replace': ['replace queued v2', 'both'],
    'to remove': ['remove queued v2', null],
    mine: ['remove queued v2', null],
    retry: ['remove queued v1', null],
  },
};

const kinds = ['insert', 'update', 'replace', 'remove'] as const;
const names = Object.keys(resolutions).filter((name): name is Name => Object.hasOwn(resolutions, name));

const textOf = ({ server, operations }: RecordState): unknown => view(server, operations)?.text ?? null;

function resolved(state: RecordState, failure: Failure, resolution: Resolution): RecordState {
  const after = resolve(state, failure, resolution);
  if (after === undefined) throw new Error('The operation was not the one that failed.');
  return after;
}

const cells = (table: Record<Kind, Partial<Record<Name, Left>>>) =>
  kinds.flatMap((kind) =>
    names.flatMap((name) => {
      const left = table[kind][name];
      return left === undefined ? [] : [{ kind, name, operations: left[0], text: left[1] }];
    }),
  );

describe('what is done about a conflict with a record', () => {
  test.each(cells(there))('$kind, $name: leaves $operations, and shows $text', ({ kind, name, operations, text }) => {
    const { state, failure } = conflicts.there(kind);
    const after = resolved(state, failure, resolutions[name]);
    expect([shown(after), textOf(after)]).toEqual([operations, text]);
  });
});

/** What differs from that where the server has none. */
const gone: Record<Kind, Partial<Record<Name, Left>>> = {
  insert: {
    cancel: ['none', null],
    discard: ['none', null],
    theirs: ['none', null],
    keep: ['insert queued -', 'both'],
    mine: ['insert queued -', 'mine'],
    retry: ['insert queued -', 'mine'],
  },
  update: {
    cancel: ['none', null],
    discard: ['none', null],
    theirs: ['none', null],
    take: ['none', 'both'],
    'to insert': ['insert queued -', 'both'],
    'to remove': ['remove queued v1', null],
    mine: ['insert queued -', 'mine'],
    retry: ['update queued v1', 'mine'],
  },
  replace: {
    cancel: ['none', null],
    discard: ['none', null],
    theirs: ['none', null],
    'to insert': ['insert queued -', 'both'],
    mine: ['insert queued -', 'mine'],
    retry: ['replace queued v1', 'mine'],
  },
  remove: {
    cancel: ['none', null],
    discard: ['none', null],
    theirs: ['none', null],
    'to insert': ['insert queued -', 'both'],
    mine: ['remove queued v1', null],
    retry: ['remove queued v1', null],
  },
};

describe('what is done about a record that the server has no more', () => {
  test.each(cells(gone))('$kind, $name: leaves $operations, and shows $text', ({ kind, name, operations, text }) => {
    const { state, failure } = conflicts.gone(kind);
    const after = resolved(state, failure, resolutions[name]);
    expect([shown(after), textOf(after)]).toEqual([operations, text]);
  });
});

/** What differs where the server keeps the record as removed: what would write it brings it back. */
const removed: Record<Kind, Partial<Record<Name, Left>>> = {
  insert: { mine: ['undelete queued v2', 'mine'], theirs: ['none', null] },
  update: { mine: ['undelete queued v2', 'mine'], keep: ['undelete queued v2', 'both'], theirs: ['none', null] },
  replace: { 'to update': ['undelete queued v2', 'both'], 'to replace': ['undelete queued v2', 'both'] },
  remove: {
    mine: ['remove queued v2', null],
    'to insert': ['undelete queued v2', 'both'],
    'to remove': ['remove queued v2', null],
  },
};

describe('what is done about a record that the server has as removed', () => {
  test.each(cells(removed))('$kind, $name: leaves $operations, and shows $text', ({ kind, name, operations, text }) => {
    const { state, failure } = conflicts.removed(kind);
    const after = resolved(state, failure, resolutions[name]);
    expect([shown(after), textOf(after)]).toEqual([operations, text]);
  });
});

describe('an operation that is sent again', () => {
  const { state, failure } = conflicts.there('update');
  const first = (resolution: Resolution): Operation | undefined => resolved(state, failure, resolution).operations[0];

  test.each(names.slice(4))('is a new one to the server: %s', (name) => {
    const operation = first(resolutions[name]);
    expect(operation).toMatchObject({ number: 1, state: 'queued', attempts: 0, edits: 1 });
    expect(operation?.key).toBeUndefined();
    expect(operation?.parked).toBeUndefined();
  });

  test('sends of a record that is given what differs from the copy of the server', () => {
    expect(first({ kind: 'keep', record: { ...theirs, text: 'both' } })?.body).toEqual({ text: 'both' });
    expect(first({ kind: 'change', to: 'replace', record: { ...theirs, text: 'both' } })?.body).toEqual({
      text: 'both',
      done: false,
    });
  });

  test('sends without a record what it had: an update its members, others the whole record', () => {
    expect(first({ kind: 'change', to: 'update' })?.body).toEqual({ text: 'mine' });
    const changed = pending({ ...theirs, done: true }, failed('update'));
    const [insert] = resolved(changed, failure, { kind: 'change', to: 'insert' }).operations;
    expect(insert?.body).toEqual({ text: 'mine', done: false });
    expect(first({ kind: 'change', to: 'remove' })?.body).toEqual({});
  });

  test.each([
    ['the record that is given', { ...theirs, version: 'v9', text: 'both' }, 'v9'],
    ['the copy of the server', { text: 'both' }, 'v2'],
  ])('has the version of %s', (_, record, version) => {
    expect(first({ kind: 'keep', record })?.version).toBe(version);
  });

  test('has the version that it had where nothing else is known', () => {
    const { version: _, ...unversioned } = theirs;
    const after = resolved(pending(unversioned, failed('update')), failure, resolutions.mine);
    expect(after.operations[0]?.version).toBe('v1');
  });

  test('is made on the copy of the server, or where it has none on what it was made on', () => {
    expect(first(resolutions.mine)?.base).toEqual(theirs);
    const [again] = resolved(
      pending(undefined, failed('update')),
      failureOf(null),
      resolutions['to remove'],
    ).operations;
    expect(again?.base).toEqual(copy(1));
  });

  test('that would change nothing of what the server has is given up', () => {
    expect(shown(resolved(state, failure, { kind: 'keep', record: theirs }))).toBe('none');
  });
});

describe('an edit that waits for the operation', () => {
  const chain = (kind: Kind, server: JsonRecord | undefined): RecordState =>
    pending(server, failed(kind), follower('update'));
  const after = (name: Name, kind: Kind = 'update', server: JsonRecord | undefined = theirs): string =>
    shown(resolved(chain(kind, server), failureOf(server ?? null), resolutions[name]));

  test.each<[Name, string]>([
    ['cancel', 'update queued v2'],
    ['theirs', 'update queued v2'],
    ['take', 'update queued v2'],
    ['discard', 'none'],
    ['keep', 'update queued v2, update queued -'],
    ['mine', 'update queued v2, update queued -'],
    ['retry', 'update queued v1, update queued -'],
  ])('%s: leaves %s', (name, expected) => {
    expect(after(name)).toBe(expected);
  });

  test('goes with an insert that is given up, of a record that the server has not', () => {
    const state = pending(undefined, failed('insert'), follower('update'));
    expect(shown(resolved(state, failureOf(undefined), resolutions.cancel))).toBe('none');
  });

  test('is discarded where the server has none', () => {
    expect(
      shown(resolved(pending(undefined, failed('update'), follower('update')), failureOf(null), resolutions.theirs)),
    ).toBe('none');
  });
});

describe('a decision about an operation that is not the one any more that failed', () => {
  test.each<[string, RecordState]>([
    ['was edited', pending(theirs, failed('update', { edits: 1 }))],
    ['is sent again', pending(theirs, sent('update'))],
    ['waits again', pending(theirs, sent('update', { state: 'queued' }))],
    ['is no more', pending(theirs)],
  ])('changes nothing when it %s', (_, state) => {
    for (const name of names) expect(resolve(state, failureOf(theirs), resolutions[name])).toBeUndefined();
  });
});
