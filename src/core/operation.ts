/** One write as it is decided: what it does to which record, and what it expects to find. */
import type { StoredValues } from '../table/body-schema.ts';

type OperationKind = 'insert' | 'update' | 'replace' | 'delete' | 'undelete';

/** RFC 9110 §13.1, as conditions on a record. Versions are bare; `*` stands for any. Times are whole seconds. */
export type Preconditions = {
  readonly ifMatch?: readonly string[] | '*';
  readonly ifNoneMatch?: readonly string[] | '*';
  readonly unmodifiedSinceSeconds?: number;
  readonly modifiedSinceSeconds?: number;
};

/** The client that queued an operation and the number it gave it: the same key is never decided twice. */
export type OperationKey = { readonly client: string; readonly n: number };

/** What a partial body repeats of its record: it may be sent, but not changed. Times in milliseconds. */
export type Unchanged = {
  readonly version?: string;
  readonly createdAt?: number;
  readonly updatedAt?: number;
  /** The columns that clients cannot change. */
  readonly columns?: StoredValues;
};

export type Operation = {
  readonly kind: OperationKind;
  /** Undefined for an insert into a table whose records the server numbers. */
  readonly id: string | undefined;
  /** Whether the id was made up for this request, which names none: a repeat of it has another. */
  readonly isFreshId?: true;
  /** `absent`: a new record. `live`: a record that is not deleted. `any`: a record, deleted or not. */
  readonly expects: 'absent' | 'live' | 'any';
  /** Whether the record is a tombstone afterwards. */
  readonly deleted: boolean;
  /** The columns to write; a column that is not named keeps its value. */
  readonly values: StoredValues;
  readonly preconditions: Preconditions;
  readonly unchanged?: Unchanged;
  /** Without a key the operation is decided anew each time; equal content is then told by the record itself. */
  readonly key?: OperationKey;
  /** The number of the same client's operation whose version this one builds on. */
  readonly after?: number;
  /** Operations next to each other with the same group are applied all or not at all. */
  readonly group?: string;
  /** The operation as its client sent it, where code has changed it since: that is what a repeated key must repeat. */
  readonly asked?: Operation;
  /**
   * The version that code has read and built on, or '' for no record. If the record is another one by the time of the
   * write, nothing is decided or journalled.
   */
  readonly readVersion?: string;
};
