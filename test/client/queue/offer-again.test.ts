import { describe, expect, test } from 'vitest';
import { offeredAgain } from '../../../client/queue/offer-again.ts';
import type { Operation } from '../../../client/queue/operation.ts';
import { copy, follower, pending, sent } from './one-record.ts';

const waiting = (more: Partial<Operation>): Operation =>
  sent('update', { number: 5, state: 'queued', key: 'c:5', ...more });

/** An update that was sent behind the operation before it, in one request. */
const chained = (number: number): readonly Operation[] => [
  sent('update', { number, version: `v${number}`, key: `c:${number}`, afterKey: `c:${number - 1}` }),
];

/** Kind, state, version, what it follows, its key and that of what it was sent behind, of each operation. */
const offered = (lost: readonly Operation[], ...queue: readonly Operation[]): readonly string[] =>
  offeredAgain(pending(copy(3), ...queue), lost).operations.map(
    ({ kind, state, version = '-', after = '-', key = '-', afterKey }) =>
      `${kind} ${state} ${version} ${after} ${key}${afterKey === undefined ? '' : ` after ${afterKey}`}`,
  );

describe('operations that a restored database has lost', () => {
  test.each<[string, readonly Operation[], readonly Operation[], readonly string[]]>([
    ['have the key again that they had', [sent('update')], [], ['update queued v1 - c:1']],
    [
      'follow each other, as new ones where they name the version that is another now',
      [sent('insert'), sent('update', { number: 2, version: 'v2', key: 'c:2' })],
      [],
      ['insert queued - - c:1', 'update queued v2 1 -'],
    ],
    [
      'have their keys again where they were sent behind each other',
      [sent('insert'), ...chained(2), sent('update', { number: 4, version: 'v4', key: 'c:4' }), ...chained(5)],
      [],
      ['insert queued - - c:1', 'update queued v2 1 c:2 after c:1', 'update queued v4 2 -', 'update queued v5 4 -'],
    ],
    ['go before what waits', [sent('update')], [waiting({})], ['update queued v1 - c:1', 'update queued v1 1 c:5']],
    ['wait for nothing that was sent', [sent('update')], [waiting({ state: 'sent' })], ['update sent v1 - c:5']],
    ['wait for nothing that was refused', [sent('update')], [waiting({ state: 'failed' })], ['update failed v1 - c:5']],
    [
      'stay behind what was before them, and name their own version',
      [sent('update', { number: 9 })],
      [sent('undelete')],
      ['undelete sent v1 - c:1', 'update queued v1 - c:1'],
    ],
    [
      'are none where what waits is among them',
      [sent('update'), sent('update', { number: 9 })],
      [waiting({})],
      ['update queued v1 - c:5'],
    ],
    ['are none that would take the server whatever it has', [sent('undelete', { version: undefined })], [], []],
    [
      'are those from the first that names a version',
      [sent('undelete', { version: undefined }), sent('update', { number: 2, version: 'v2' })],
      [],
      ['update queued v2 - c:1'],
    ],
  ])('%s', (_, lost, queue, expected) => {
    expect(offered(lost, ...queue)).toEqual(expected);
  });

  test('leave the server copy as it is', () => {
    expect(offeredAgain(pending(copy(3), follower('remove')), [sent('update')]).server).toEqual(copy(3));
  });
});
