/** `tableCode`: what an app adds to the operations of a table. */
import type { Principal } from '../core/principal.ts';
import type { Json } from '../protocol/column-kind.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { Filter } from '../protocol/filter.ts';
import type { RecordOf, SyncTable, ValuesOf } from '../table/sync-table.ts';
import type { OpenTable } from './table-access.ts';

/** What all code of a table is told. */
export type CodeContext<T extends SyncTable> = {
  readonly table: T;
  /** Who asks; undefined for nobody. */
  readonly principal: Principal | undefined;
  /** The headers of the request. */
  readonly headers: Headers;
  readonly dialect: Dialect;
  /** Opens a table for reads and writes of the code's own. */
  readonly tables: OpenTable;
};

export type ReadContext<T extends SyncTable> = CodeContext<T> & {
  readonly operation: 'read';
  /** The id in the address; undefined for a list. */
  readonly id: string | undefined;
};

export type WriteOperation = 'insert' | 'update' | 'delete' | 'undelete';

/** Values of some columns. */
export type Values<T extends SyncTable = SyncTable> = Partial<ValuesOf<T>>;

export type WriteContext<T extends SyncTable> = CodeContext<T> & {
  /** A replacement is an `update` of all columns. */
  readonly operation: WriteOperation;
  /** Undefined for an insert whose record the server will number. */
  readonly id: string | undefined;
  /** The columns that will be written, checked; of an insert all of them. */
  readonly values: Values<T>;
  /**
   * The record as it stands, deleted or not; undefined if there is none. Who asks may build on it: if the record is
   * another one by the time of the write, nothing is written, and the code runs once more on the new one.
   */
  stored(): Promise<RecordOf<T> | undefined>;
};

/** A write that has been made. */
export type Commit<T extends SyncTable> = CodeContext<T> & {
  readonly operation: WriteOperation;
  readonly id: string;
  /** As it was right after the write. */
  readonly record: RecordOf<T>;
};

/** What a read shows to the client: a record, or whatever code makes of it. */
export type Shown = { readonly [member: string]: Json };

/**
 * Goes on with the operation, writing `changes` instead of, or besides, what the client sent; the record as written.
 *
 * @throws ProblemError when the write is refused. Let it pass: the client gets the full answer, with the record to
 * resolve against.
 */
export type NextWrite<T extends SyncTable> = (changes?: Values<T>) => Promise<RecordOf<T>>;

/**
 * The records of the page, or the one that the address names.
 *
 * @throws ProblemError when there is no such record. Let it pass.
 */
export type NextRead<T extends SyncTable> = () => Promise<readonly RecordOf<T>[]>;

/**
 * Code around the operations of a table. What a function returns is shown to the client: the result of `next()`, a
 * changed one, or, without a call of `next`, one that takes the operation's place. To refuse, throw a ProblemError.
 * Functions may run more than once for one operation; what must happen once, and only for a write that was made,
 * belongs in `afterCommit`. An operation that is repeated under its key is answered without running any.
 */
export type TableHooks<T extends SyncTable> = {
  /**
   * Which records exist for this request, as the text of a filter (see `odata`) or its tree: lists, reads, counts and
   * writes find no others. Inserts may write outside of it.
   */
  view?(context: CodeContext<T>): Filter | string | Promise<Filter | string>;
  /**
   * Whether who asks may make this write; true without it. Asked before all other code, of each operation that a body
   * comes to, and decided on the record that `stored()` gives. The refusal is 403, or 401 for nobody; what the view
   * hides is missing (404), not forbidden.
   */
  may?(context: WriteContext<T>): boolean | Promise<boolean>;
  read?(context: ReadContext<T>, next: NextRead<T>): Promise<readonly Shown[]>;
  insert?(context: WriteContext<T>, next: NextWrite<T>): Promise<RecordOf<T>>;
  update?(context: WriteContext<T>, next: NextWrite<T>): Promise<RecordOf<T>>;
  delete?(context: WriteContext<T>, next: NextWrite<T>): Promise<RecordOf<T>>;
  undelete?(context: WriteContext<T>, next: NextWrite<T>): Promise<RecordOf<T>>;
  /** Runs behind the answer, for each write that was made, but not for repeats. What it throws is logged. */
  afterCommit?(commit: Commit<T>): void | Promise<void>;
};

export type TableCode = { readonly table: SyncTable; readonly hooks: TableHooks<SyncTable> };

/**
 * Code for a table, to be given to `createApp`; its records and values have the types of the table's columns.
 *
 * @example
 * const code = tableCode(todoitem, { insert: (context, next) => next({ text: context.values.text?.trim() ?? null }) });
 */
export function tableCode<T extends SyncTable>(table: T, hooks: TableHooks<T>): TableCode;
export function tableCode(table: SyncTable, hooks: TableHooks<SyncTable>): TableCode {
  return { table, hooks };
}
