/** Operations and failures for tests of stores, to which they are values like others. */
import type { Refusal } from '../../../../client/queue/failure.ts';
import type { Operation } from '../../../../client/queue/operation.ts';

export const operation = (number: number): Operation => ({
  number,
  table: 'todo',
  id: `id ${number}`,
  kind: 'update',
  state: 'queued',
  body: { text: 'ünïcödé 😀' },
  edits: 0,
  attempts: 0,
});

export const failure = (number: number): Refusal => ({
  number,
  kind: 'conflict',
  status: 412,
  message: 'The record is another by now.',
  server: null,
  edits: 0,
  table: 'todo',
  id: `id ${number}`,
  action: 'update',
  base: undefined,
  mine: { text: 'mine' },
});
