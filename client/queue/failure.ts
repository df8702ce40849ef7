/** Why the server refused an operation; kept until the operation is sent again, changed or cancelled. */
import type { JsonRecord } from './record-entry.ts';

export type Failure = {
  readonly number: number;
  /** `conflict`: the record is another by now, or gone; `rejected`: the server will never take the operation as it is. */
  readonly kind: 'conflict' | 'rejected';
  /** HTTP status of the answer. */
  readonly status: number;
  /** The server's code for it, when it has such codes. */
  readonly code?: string;
  /** What the server said, in words. */
  readonly message: string;
  /** The record as the server has it, when it said so; null when the server has none. */
  readonly server?: JsonRecord | null;
  /** `edits` of the operation when it was refused. */
  readonly edits: number;
};
