/** Operations that are done, as they are remembered for the case that the database is restored to a time before them. */
import type { Operation } from '../queue/operation.ts';

export type Acked = {
  readonly operation: Operation;
  /** The last write that was made when it was done. */
  readonly head: string;
  /** When its answer came, by the clock of this device. */
  readonly atMs: number;
};

/** What the names of them begin with, in `__config`, where each is JSON text. */
export const ackedName = 'acked|';

/** There are 1,000 of these names, so that the latest 1,000 operations are remembered. */
export const ackedNameOf = (number: number): string => ackedName + (number % 1000);
