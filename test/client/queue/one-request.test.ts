import { expect, test } from 'vitest';
import type { Operation } from '../../../client/queue/operation.ts';
import { inOneRequest } from '../../../client/sync/take-batch.ts';
import { follower, sent } from './one-record.ts';

const numbers = (operations: readonly Operation[], mayChain: boolean): readonly number[] =>
  inOneRequest(operations, mayChain).map(({ number }) => number);

test.each<[what: string, first: Partial<Operation>, mayChain: boolean, together: number[]]>([
  ['an update that names a version', { kind: 'update', version: 'v1' }, true, [1, 2]],
  ['an insert', { kind: 'insert' }, true, [1, 2]],
  ['an undelete that names a version', { kind: 'undelete', version: 'v1' }, true, [1, 2]],
  [
    'an undelete of whatever is there, whose answer shows it first',
    { kind: 'undelete', version: undefined },
    true,
    [1],
  ],
  ['anything, where the service does not know what follows what', { kind: 'insert' }, false, [1]],
])('what follows %s goes with it, or waits', (_, first, mayChain, together) => {
  expect(numbers([{ ...sent('update'), ...first }, follower('update')], mayChain)).toEqual(together);
});
