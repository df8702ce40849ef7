import type { JsonRecord } from '../queue/record-entry.ts';
import type { RecordState } from '../queue/record-state.ts';
import type { StoreTransaction } from '../store/local-store.ts';

/** How a page is written. */
export type Writing = {
  /** What a record that arrives makes of the one that is here, where that is not what it always is. */
  readonly merge?: ((state: RecordState, row: JsonRecord) => RecordState) | undefined;
  /** What is written before its records, in the same transaction. */
  readonly first?: (transaction: StoreTransaction) => Promise<void>;
};
