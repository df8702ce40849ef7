/** What a delta link tells of one record. */

/** The record as a list has it now, or that the list no longer has it. */
export type Change<Record> =
  | { readonly kind: 'record'; readonly stamp: number; readonly record: Record }
  | { readonly kind: 'removed'; readonly stamp: number; readonly id: string | number; readonly reason: RemovedReason };

/** `changed`: the record is there, but no longer in this list, or no longer for who asks. */
type RemovedReason = 'deleted' | 'changed';
