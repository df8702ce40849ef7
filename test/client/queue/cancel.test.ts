import { describe, expect, test } from 'vitest';
import type { RecordState } from '../../../client/queue/record-state.ts';
import { cancel } from '../../../client/queue/resolve.ts';
import { copy, follower, pending, sent, shown } from './one-record.ts';

describe('an operation that is taken back before it is sent', () => {
  test.each<[string, RecordState, number, string | undefined]>([
    ['an update', pending(copy(1), sent('update', { state: 'queued' })), 1, 'none'],
    ['one that failed', pending(copy(1), sent('remove', { state: 'failed' })), 1, 'none'],
    ['one that may be on the server', pending(copy(1), sent('update')), 1, undefined],
    ['one that is no more', pending(copy(1)), 1, undefined],
    ['one behind another', pending(copy(1), sent('update'), follower('remove')), 2, 'update sent v1'],
    [
      'one before another',
      pending(copy(1), sent('update', { state: 'failed' }), follower('remove')),
      1,
      'remove queued v1',
    ],
    [
      'an insert before another',
      pending(undefined, sent('insert', { state: 'failed' }), follower('update')),
      1,
      'none',
    ],
  ])('%s', (_, state, number, expected) => {
    const after = cancel(state, number);
    expect(after && shown(after)).toBe(expected);
  });
});
