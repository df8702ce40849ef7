/** Why the server refused an operation; kept until the operation is sent again, changed or cancelled. */
import type { OperationKind } from './operation.ts';
import type { JsonRecord } from './record-entry.ts';

export type Failure = {
  readonly number: number;
  /**
   * `conflict`: the record is another by now, or gone; `rejected`: the server will never take the operation as it is.
   */
  readonly kind: 'conflict' | 'rejected';
  /** HTTP status of the answer. */
  readonly status: number;
  /** The server's code for it, when it has such codes. */
  readonly code?: string | undefined;
  /** What the server said, in words. */
  readonly message: string;
  /** The record as the server has it, when it said so; null when the server has none. */
  readonly server?: JsonRecord | null | undefined;
  /** `edits` of the operation when it was refused. */
  readonly edits: number;
};

/** A failure as it is kept, and told to the app: with what failed. */
export type Refusal = Failure & {
  readonly table: string;
  readonly id: string;
  /** What the operation was to do. */
  readonly action: OperationKind;
  /** What the server had when the edit was made. */
  readonly base: JsonRecord | undefined;
  /** What the edit made of it. */
  readonly mine: JsonRecord | null;
};
