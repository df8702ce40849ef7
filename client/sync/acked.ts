/**
 * Operations that are done, as they are remembered for the case that the database is restored to a time before them.
 */
import type { Json } from '../../src/protocol/column-kind.ts';
import type { Operation } from '../queue/operation.ts';

/** What an operation was, when it was done. */
export type Acked = Pick<Operation, 'number' | 'table' | 'id' | 'kind' | 'body' | 'edits'> & {
  /** The version that it was done on, as the queue had it at last. */
  readonly on: string | null;
  /** What the server knows it by, and the operation that it was sent behind. */
  readonly key: string | null;
  readonly afterKey: string | null;
  /** The last write that was made when it was done, or one after it. */
  readonly head: string;
  /** Its own write, where its answer has shown the record: when that was, as the server wrote it, and its version. */
  readonly updatedAt: Json;
  readonly version: Json;
};

/** What the names of them begin with, in `__config`. */
export const ackedName = 'acked|';

/** There are 1,000 of these names, so that the latest 1,000 operations are remembered. */
export const ackedNameOf = (number: number): string => ackedName + (number % 1000);
