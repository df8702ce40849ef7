import { describe, expect, test } from 'vitest';
import { applyEdit, type Edit, type Edited } from '../../../client/queue/edit.ts';
import type { Operation, OperationKind, OperationState } from '../../../client/queue/operation.ts';
import type { JsonRecord } from '../../../client/queue/record-entry.ts';
import { type RecordState, view } from '../../../client/queue/record-state.ts';

const server: JsonRecord = {
  id: 'a',
  text: 'server',
  complete: false,
  version: 'v1',
  updatedAt: '2026-01-01T00:00:00.000Z',
};

const edit = (kind: OperationKind, record: JsonRecord = {}): Edit => ({ kind, table: 't', id: 'a', record });

const numbered = (state: RecordState): number => (state.operations.at(-1)?.number ?? 0) + 1;

/** The state after these edits, each of a member or two, on a record that the server has or has not. */
function made(state: RecordState, ...edits: readonly Edit[]): RecordState {
  return edits.reduce<RecordState>((before, one) => {
    const edited = applyEdit(before, one, numbered(before));
    if (typeof edited === 'string') throw new Error(edited);
    return edited;
  }, state);
}

const marked = (state: RecordState, as: OperationState): RecordState => ({
  ...state,
  operations: state.operations.map((op) => ({ ...op, state: as, attempts: 1, key: `c:${op.number}` })),
});

const fresh: RecordState = { operations: [] };
const known: RecordState = { server, operations: [] };
const starts = {
  nothing: fresh,
  record: known,
  insert: made(fresh, edit('insert', { text: 'mine' })),
  update: made(known, edit('update', { text: 'mine' })),
  replace: made(known, edit('replace', { text: 'mine' })),
  remove: made(known, edit('remove')),
  undelete: made(marked(made(known, edit('remove')), 'sent'), edit('insert', { text: 'mine' })),
} as const;

const shown = (edited: Edited): string =>
  typeof edited === 'string'
    ? edited
    : edited.operations.map((op) => `${op.kind}${op.state === 'sent' ? '!' : ''}`).join(' ') || 'empty';

type Verb = 'insert' | 'update' | 'replace' | 'remove' | 'undelete';
type Row = Record<Verb, string>;

const unsent: Record<keyof typeof starts, Row> = {
  nothing: {
    insert: 'insert',
    update: 'record-not-found',
    replace: 'record-not-found',
    remove: 'record-not-found',
    undelete: 'undelete',
  },
  record: { insert: 'record-exists', update: 'update', replace: 'replace', remove: 'remove', undelete: 'empty' },
  insert: { insert: 'record-exists', update: 'insert', replace: 'insert', remove: 'empty', undelete: 'insert' },
  update: { insert: 'record-exists', update: 'update', replace: 'replace', remove: 'remove', undelete: 'update' },
  replace: { insert: 'record-exists', update: 'replace', replace: 'replace', remove: 'remove', undelete: 'replace' },
  remove: {
    insert: 'replace',
    update: 'record-not-found',
    replace: 'record-not-found',
    remove: 'remove',
    undelete: 'empty',
  },
  undelete: {
    insert: 'record-exists',
    update: 'remove! undelete',
    replace: 'remove! undelete',
    remove: 'remove!',
    undelete: 'remove! undelete',
  },
};

const sent: Record<Exclude<keyof typeof starts, 'nothing' | 'record' | 'undelete'>, Row> = {
  insert: {
    insert: 'record-exists',
    update: 'insert! update',
    replace: 'insert! replace',
    remove: 'insert! remove',
    undelete: 'insert!',
  },
  update: {
    insert: 'record-exists',
    update: 'update! update',
    replace: 'update! replace',
    remove: 'update! remove',
    undelete: 'update!',
  },
  replace: {
    insert: 'record-exists',
    update: 'replace! update',
    replace: 'replace! replace',
    remove: 'replace! remove',
    undelete: 'replace!',
  },
  remove: {
    insert: 'remove! undelete',
    update: 'record-not-found',
    replace: 'record-not-found',
    remove: 'remove!',
    undelete: 'remove! undelete',
  },
};

const another = { text: 'another' };
const pick = (name: string): RecordState => Object.entries(starts).find(([key]) => key === name)?.[1] ?? fresh;
const cells = (table: Record<string, Row>) =>
  Object.entries(table).flatMap(([start, row]) =>
    Object.entries(row).map(([verb, expected]) => ({ start, verb, expected })),
  );
const verbs: readonly Verb[] = ['insert', 'update', 'replace', 'remove', 'undelete'];
const asVerb = (text: string): Verb => verbs.find((verb) => verb === text) ?? 'insert';

describe('an edit over what is pending and was not sent', () => {
  test.each(cells(unsent))('$start, then $verb: $expected', ({ start, verb, expected }) => {
    const state = pick(start);
    expect(shown(applyEdit(state, edit(asVerb(verb), verb === 'remove' ? {} : another), numbered(state)))).toBe(
      expected,
    );
  });
});

describe('an edit over an operation whose outcome is not known', () => {
  test.each(cells(sent))('$start sent, then $verb: $expected', ({ start, verb, expected }) => {
    const state = marked(pick(start), 'sent');
    const edited = applyEdit(state, edit(asVerb(verb), verb === 'remove' ? {} : another), numbered(state));
    expect(shown(edited)).toBe(expected);
    // What was sent is the same object as before.
    if (typeof edited !== 'string') expect(edited.operations[0]).toBe(state.operations[0]);
  });
});

const last = (edited: Edited): Operation => {
  const operation = typeof edited === 'string' ? undefined : edited.operations.at(-1);
  if (operation === undefined) throw new Error('There is no operation.');
  return operation;
};

describe('what an operation takes with it', () => {
  test('what is taken into an undelete still empties the members that the removed record had', () => {
    expect(last(made(starts.undelete, edit('replace', {}))).body).toMatchObject({ text: null });
  });

  test('an update sends only members that differ from what is here', () => {
    const state = made(known, edit('update', { ...server, text: 'mine' }));
    expect(last(state)).toMatchObject({ body: { text: 'mine' }, version: 'v1', base: server });
  });

  test('an update that changes nothing is not queued', () => {
    expect(applyEdit(known, edit('update', server), 1)).toBe(known);
  });

  test('the version that a record says it has counts, else that of the copy here', () => {
    expect(last(made(known, edit('update', { text: 'x', version: 'v0' }))).version).toBe('v0');
    expect(last(made(known, edit('update', { text: 'x' }))).version).toBe('v1');
    expect(last(made({ server: { id: 'a' }, operations: [] }, edit('update', { text: 'x' }))).version).toBeUndefined();
  });

  test('edits taken together keep the first version and count what was changed', () => {
    const state = made(known, edit('update', { text: 'x' }), edit('update', { complete: true }), edit('remove'));
    expect(last(state)).toMatchObject({ number: 1, kind: 'remove', version: 'v1', edits: 2, body: {} });
  });

  test('system properties are never sent', () => {
    const record = { text: 'x', createdAt: '2020-01-01T00:00:00.000Z', updatedAt: null, version: 'v', deleted: false };
    expect(last(made(fresh, edit('insert', record))).body).toEqual({ text: 'x' });
  });

  test('what follows a sent operation names it, and has no version of its own', () => {
    const state = made(marked(made(known, edit('update', { text: 'x' })), 'sent'), edit('update', { text: 'y' }));
    const follower = applyEdit(marked(starts.update, 'sent'), edit('update', { text: 'y' }), 2);
    expect(last(follower)).toMatchObject({ number: 2, after: 1 });
    expect(last(follower).version).toBeUndefined();
    expect(view(state.server, state.operations)).toMatchObject({ text: 'y' });
  });

  test('a removal of an insert that the server has refused, since it has the record, removes that record', () => {
    const refused = { server, operations: marked(starts.insert, 'failed').operations };
    expect(last(applyEdit(refused, edit('remove'), 2))).toMatchObject({
      kind: 'remove',
      version: 'v1',
      state: 'queued',
    });
  });

  test('a removal of an insert that the server has refused, since it has removed the record, is nothing to send', () => {
    const refused = { server: { ...server, deleted: true }, operations: marked(starts.insert, 'failed').operations };
    expect(shown(applyEdit(refused, edit('remove'), 2))).toBe('empty');
  });

  test('a replacement sends all of its members, also those that are here already', () => {
    expect(last(made(known, edit('replace', { text: 'server' }))).body).toEqual({ text: 'server' });
  });

  test('an insert has neither a version nor a record that it was made on', () => {
    const inserted = last(made(fresh, edit('insert', { text: 'x', version: 'v1' })));
    expect([inserted.version, inserted.base]).toEqual([undefined, undefined]);
    const removed = { server: { ...server, deleted: true }, operations: [] };
    expect(last(made(removed, edit('insert', { text: 'x' }))).base).toBeUndefined();
  });

  test('of a whole record that is edited again only what is new is added', () => {
    const state = made(known, edit('update', { text: 'mine' }), edit('update', { ...server, text: 'mine', n: 1 }));
    expect(last(state).body).toEqual({ text: 'mine', n: 1 });
  });

  test('the version of a record counts no more when an edit of it waits already, nor over an insert', () => {
    const later = { text: 'x', version: 'v2' };
    expect(last(made(starts.update, edit('update', later))).version).toBe('v1');
    expect(last(made(marked(starts.insert, 'failed'), edit('update', later))).version).toBeUndefined();
    expect(last(made(marked(starts.update, 'failed'), edit('update', { text: 'x' }))).version).toBe('v1');
  });

  test('an edit after a refusal is sent also when it says the same again', () => {
    const again = last(applyEdit(marked(starts.update, 'failed'), edit('update', { text: 'mine' }), 2));
    expect(again).toMatchObject({ state: 'queued', body: { text: 'mine' }, edits: 1 });
  });

  test('an edit after a refusal is a new operation to the server, on the version that the app has seen', () => {
    const failed = marked(starts.update, 'failed');
    const again = last(applyEdit(failed, edit('update', { text: 'again', version: 'v2' }), 2));
    expect(again).toMatchObject({ number: 1, state: 'queued', attempts: 0, version: 'v2', edits: 1 });
    expect(again.key).toBeUndefined();
  });
});

describe('what the app sees', () => {
  test.each([
    ['an insert', starts.insert, { id: 'a', text: 'mine' }],
    ['an update over the copy of the server', starts.update, { ...server, text: 'mine' }],
    [
      'a replacement, with the system properties of the copy',
      starts.replace,
      { id: 'a', text: 'mine', version: 'v1', updatedAt: server.updatedAt },
    ],
    ['nothing of a record that was removed', starts.remove, null],
  ] as const)('is %s', (_, state, expected) => {
    expect(view(state.server, state.operations)).toEqual(expected);
  });
});
