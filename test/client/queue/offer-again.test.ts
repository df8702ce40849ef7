import { describe, expect, test } from 'vitest';
import { offeredAgain } from '../../../client/queue/offer-again.ts';
import type { Operation } from '../../../client/queue/operation.ts';
import { copy, follower, pending, sent } from './one-record.ts';

const waiting = (more: Partial<Operation>): Operation => sent('update', { number: 5, state: 'queued', ...more });

/** Kind, state, version and what it follows, of each operation. */
const offered = (lost: readonly Operation[], ...queue: readonly Operation[]): readonly string[] =>
  offeredAgain(pending(copy(3), ...queue), lost).operations.map(
    ({ kind, state, version = '-', after = '-', key = '-' }) => `${kind} ${state} ${version} ${after} ${key}`,
  );

describe('operations that a restored database has lost', () => {
  test.each<[string, readonly Operation[], readonly Operation[], readonly string[]]>([
    ['are new ones', [sent('update')], [], ['update queued v1 - -']],
    [
      'follow each other',
      [sent('insert'), sent('update', { number: 2, version: 'v2' })],
      [],
      ['insert queued - - -', 'update queued v2 1 -'],
    ],
    ['go before what waits', [sent('update')], [waiting({})], ['update queued v1 - -', 'update queued v1 1 c:1']],
    ['wait for nothing that was sent', [sent('update')], [waiting({ state: 'sent' })], ['update sent v1 - c:1']],
    ['wait for nothing that was refused', [sent('update')], [waiting({ state: 'failed' })], ['update failed v1 - c:1']],
    [
      'stay behind what was before them, and name their own version',
      [sent('update', { number: 9 })],
      [sent('undelete')],
      ['undelete sent v1 - c:1', 'update queued v1 - -'],
    ],
    [
      'are none where what waits is among them',
      [sent('update'), sent('update', { number: 9 })],
      [waiting({})],
      ['update queued v1 - c:1'],
    ],
    ['are none that would take the server whatever it has', [sent('undelete', { version: undefined })], [], []],
    [
      'are those from the first that names a version',
      [sent('undelete', { version: undefined }), sent('update', { number: 2, version: 'v2' })],
      [],
      ['update queued v2 - -'],
    ],
  ])('%s', (_, lost, queue, expected) => {
    expect(offered(lost, ...queue)).toEqual(expected);
  });

  test('leave the server copy as it is', () => {
    expect(offeredAgain(pending(copy(3), follower('remove')), [sent('update')]).server).toEqual(copy(3));
  });
});
