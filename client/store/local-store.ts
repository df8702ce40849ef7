/** The local store: what a client keeps on the device, and the one interface that every kind of store has. */

import type { Json } from '../../src/protocol/column-kind.ts';
import type { Refusal } from '../queue/failure.ts';
import type { Operation } from '../queue/operation.ts';
import type { RecordEntry } from '../queue/record-entry.ts';

/** Which keys to list; all of them without one. */
export type KeyRange<Key> = {
  /** Only keys behind this one. */
  readonly after?: Key;
  /** At most so many; no limit without one. */
  readonly limit?: number;
};

/** Values by key, within one transaction. */
export type Collection<Key, Value> = {
  /** The values of these keys, in the order that was asked; undefined for those that are not there. */
  get(keys: readonly Key[]): Promise<readonly (Value | undefined)[]>;
  /**
   * Keys with their values, by ascending key. Numbers ascend as numbers; the order of texts is the store's own, but
   * never changes.
   */
  list(range?: KeyRange<Key>): Promise<readonly (readonly [Key, Value])[]>;
  count(): Promise<number>;
  put(entries: readonly (readonly [Key, Value])[]): Promise<void>;
  /** Keys that are not there are passed over. */
  delete(keys: readonly Key[]): Promise<void>;
};

/**
 * One transaction. All values are plain JSON, besides members that are undefined, which are not kept.
 * The documented names of what is in it, in every store: each table's records under the table's own name (in IndexedDB
 * in `records`), `__operations`, `__errors` and `__config`.
 */
export type StoreTransaction = {
  /** The records of a table, by id. */
  records(table: string): Collection<string, RecordEntry>;
  /** The queue, by number: the order in which it is sent. */
  readonly operations: Collection<number, Operation>;
  /** Why operations failed, by the number of the operation. */
  readonly errors: Collection<number, Refusal>;
  /** Everything else: counters, pull marks, the client's id. */
  readonly config: Collection<string, Json>;
};

/**
 * What a transaction is for: `read` changes nothing; `edit` is on the disk when it resolves, even if the power fails
 * then; `pull` may be lost as a whole by a power failure, since what it holds can be pulled again.
 */
export type TransactionKind = 'read' | 'edit' | 'pull';

/** An open store. */
export type LocalStore = {
  /** Whether what is written outlives the program. */
  readonly durable: boolean;
  /** True when the browser has deleted the database that was here before, so that this one began empty; told once. */
  readonly lost?: boolean;
  /**
   * What `work` gives, after everything that it wrote is committed: all of it, or nothing when `work` or the commit
   * fails. Transactions that write run one after the other, those of other tabs and processes included; each sees all
   * before it. `work` may be done more than once, where what a store took to be there was not, and only the last time
   * counts. It may await nothing but its transaction's own promises: IndexedDB commits when there is nothing left to
   * do.
   *
   * @throws StoreError when the store cannot do it; with `code` `full` when there is no room.
   */
  transact<Result>(kind: TransactionKind, work: (transaction: StoreTransaction) => Promise<Result>): Promise<Result>;
  /** Ends it after what is running; closing twice does nothing. */
  close(): Promise<void>;
};

/** A kind of store: opens, and deletes, databases by name. */
export type StoreKind = {
  /**
   * The database of this name, made if there is none.
   * @throws StoreError `unavailable` when this device has no room for one at all.
   */
  open(name: string): Promise<LocalStore>;
  /** Deletes the database of this name with all that is in it; it must be closed. */
  delete(name: string): Promise<void>;
};
