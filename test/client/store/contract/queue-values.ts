/** Operations and failures for tests of stores, to which they are values like others. */
import type { Failure } from '../../../../client/queue/failure.ts';
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

export const failure = (number: number): Failure => ({
  number,
  kind: 'conflict',
  status: 412,
  message: 'The record is another by now.',
  server: null,
  edits: 0,
});
