/** Operations that are done, as they are remembered for the case that the database is restored to a time before them. */
import type { Json } from '../../src/protocol/column-kind.ts';
import type { Operation } from '../queue/operation.ts';

export type Acked = {
  /** As the queue had it at last, so that its version is the one that it was done on. */
  readonly operation: Operation;
  /** The last write that was made when it was done, or one after it. */
  readonly head: string;
  /** Its own write, where its answer has shown the record: when that was, as the server wrote it, and its version. */
  readonly updatedAt?: Json | undefined;
  readonly version?: Json | undefined;
};

/** What the names of them begin with, in `__config`, where each is JSON text. */
export const ackedName = 'acked|';

/** There are 1,000 of these names, so that the latest 1,000 operations are remembered. */
export const ackedNameOf = (number: number): string => ackedName + (number % 1000);
