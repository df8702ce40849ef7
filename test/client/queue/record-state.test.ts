import { describe, expect, test } from 'vitest';
import type { Operation } from '../../../client/queue/operation.ts';
import { type JsonRecord, visible } from '../../../client/queue/record-entry.ts';
import { toEntry, view, withOperation, withoutOperation } from '../../../client/queue/record-state.ts';
import { copy, follower, pending, sent } from './one-record.ts';

const removed = copy(2, { deleted: true });

describe('what the app sees', () => {
  test.each<[string, JsonRecord | undefined, readonly Operation[], JsonRecord | null]>([
    ['the copy of the server, with nothing pending', copy(1), [], copy(1)],
    ['nothing without either', undefined, [], null],
    ['nothing of a record that the server has removed', removed, [], null],
    ['an insert alone', undefined, [sent('insert')], { id: 'a', text: 'mine' }],
    ['an insert over what another has inserted', copy(1), [sent('insert')], { id: 'a', text: 'mine' }],
    ['an update over a newer copy', copy(2), [sent('update')], copy(2, { text: 'mine' })],
    ['one update over another', copy(1), [sent('update'), follower('update')], copy(1, { text: 'mine', done: true })],
    [
      'an update of what was removed elsewhere, since it is the user’s',
      removed,
      [sent('update')],
      { ...removed, text: 'mine' },
    ],
    ['an update of what the server has no more, over its base', undefined, [sent('update')], copy(1, { text: 'mine' })],
    [
      'a replacement with the system members of the copy',
      copy(2),
      [sent('replace')],
      { id: 'a', text: 'mine', version: 'v2', updatedAt: copy(2).updatedAt ?? null, deleted: false },
    ],
    ['nothing after a removal', copy(1), [sent('remove')], null],
    ['nothing after an update and a removal', copy(1), [sent('update'), follower('remove')], null],
    [
      'what is inserted behind a removal',
      copy(1),
      [sent('remove'), follower('undelete', { text: 'x', done: null })],
      copy(1, { text: 'x', done: null }),
    ],
    ['a record that is asked back over what it was', removed, [sent('undelete', { body: {} })], copy(2)],
    ['nothing of one that is asked back and not known', undefined, [sent('undelete', { body: {} })], null],
  ])('%s', (_, server, operations, expected) => {
    expect(view(server, operations)).toEqual(expected);
  });

  test('is what the store keeps for it', () => {
    for (const state of [
      pending(copy(1)),
      pending(copy(1), sent('update')),
      pending(copy(1), sent('remove')),
      pending(undefined, sent('insert')),
      pending(removed),
    ]) {
      expect(visible(toEntry(state)) ?? null).toEqual(view(state.server, state.operations));
    }
  });
});

describe('what the store keeps', () => {
  test.each([
    ['the copy', pending(copy(1)), { server: copy(1) }],
    ['nothing of nothing', pending(undefined), undefined],
    ['nothing of a record that was removed', pending(removed), undefined],
    [
      'of a record that was removed what is pending needs',
      pending(removed, sent('remove')),
      { server: removed, local: null, pending: [1] },
    ],
    [
      'what is seen with the numbers of what is pending, oldest first',
      pending(copy(1), sent('update'), follower('update')),
      { server: copy(1), local: copy(1, { text: 'mine', done: true }), pending: [1, 2] },
    ],
    [
      'no copy where the server has none',
      pending(undefined, sent('insert')),
      { local: { id: 'a', text: 'mine' }, pending: [1] },
    ],
  ])('%s', (_, state, expected) => {
    expect(toEntry(state)).toEqual(expected);
  });
});

test('an operation takes the place of the one that has its number', () => {
  const state = pending(copy(1), sent('update'), follower('update'));
  const changed = sent('update', { edits: 1 });
  expect(withOperation(state, changed).operations).toEqual([changed, follower('update')]);
  expect(withOperation(state, { ...changed, number: 9 }).operations).toEqual(state.operations);
});

test('an operation that goes leaves those behind it', () => {
  const state = pending(copy(1), sent('update'), follower('update'));
  expect(withoutOperation(state, 1).operations).toEqual([follower('update')]);
  expect(withoutOperation(state, 9).operations).toEqual(state.operations);
});
