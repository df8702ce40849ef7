/**
 * Tables as code of an app uses them: its reads and writes take the steps that requests take, but for the app's own.
 */
import type { RecordOf, SyncTable, ValuesOf } from '../table/sync-table.ts';

/** What a write expects of its record. */
export type Expected = { readonly version: string };

/**
 * A table in the hands of code: no access level holds, no view and no code of the table runs, and in a table of users'
 * own records it sees those of the user who asks. Each call is a transaction of its own. A refused one throws the
 * ProblemError that a client would be told.
 */
export type TableAccess<T extends SyncTable> = {
  /** The records that a query asks for, a page at most. @example list("$filter=complete eq true&$top=10") */
  list(query?: string): Promise<readonly RecordOf<T>[]>;
  /** Undefined if there is no such record, or only a deleted one. */
  read(id: RecordOf<T>['id']): Promise<RecordOf<T> | undefined>;
  /** The record as stored; without an id it gets a fresh one. */
  insert(record: Partial<ValuesOf<T>> & { readonly id?: string }): Promise<RecordOf<T>>;
  update(id: RecordOf<T>['id'], values: Partial<ValuesOf<T>>, expected?: Expected): Promise<RecordOf<T>>;
  remove(id: RecordOf<T>['id'], expected?: Expected): Promise<void>;
};

export type OpenTable = <T extends SyncTable>(table: T) => TableAccess<T>;
