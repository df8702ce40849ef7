/** The part of npm's azure-mobile-apps-client 2.0.1 that the tests use; the package has no types of its own. */
import type { Query, QueryTable } from './azure-query.ts';
import { loadPackage } from './load-package.ts';
import type { ShownMovie } from './shown-movie.ts';

export type Todo = {
  readonly id: string;
  readonly text: string | null;
  readonly complete: boolean | null;
  readonly version: string;
  readonly deleted: boolean;
};

/** A to-do as an app writes it: what is left out of a new one is null, and of a known one stays. */
type TodoInput = Partial<Todo>;

/** An operation that the server refused, and what the app can do about it. */
export type PushError = {
  isConflict(): boolean;
  getClientRecord(): Todo;
  getServerRecord(): Todo | undefined;
  /** Gives the operation up and keeps this record. */
  cancelAndUpdate(record: TodoInput | undefined): PromiseLike<void>;
  /** Gives the operation up and forgets the record. */
  cancelAndDiscard(): PromiseLike<void>;
  /** Sends the operation again, with this record. */
  update(record: TodoInput): PromiseLike<void>;
  changeAction(action: 'insert' | 'update' | 'delete', record: TodoInput | undefined): PromiseLike<void>;
};

export type PushHandler = {
  onConflict?(error: PushError): PromiseLike<void> | undefined;
  onError?(error: PushError): PromiseLike<void> | undefined;
};

/** The tables that there are, with a record of each. */
type Rows = { readonly todoitem: Todo; readonly movie: ShownMovie };

/** A table on the server, past the store. */
export type Table<Row> = QueryTable<Row> & {
  insert(row: Row): PromiseLike<Row>;
  del(row: { readonly id: string }): PromiseLike<void>;
  lookup(id: string): PromiseLike<Row>;
};

/** A table in the store. */
export type SyncTable<Row = Todo> = Pick<Query<Row>, 'where'> & {
  insert(row: Partial<Row>): PromiseLike<Row>;
  update(row: Partial<Row>): PromiseLike<void>;
  del(row: { readonly id: string }): PromiseLike<void>;
  lookup(id: string, suppressNotFound: true): PromiseLike<Row | undefined>;
  read(): PromiseLike<readonly Row[]>;
  /** Without a query id it fetches everything each time. */
  pull(query: Query<Row> | null, queryId: string | null, settings: { readonly pageSize?: number }): PromiseLike<void>;
};

export type SyncContext = {
  pushHandler?: PushHandler;
  initialize(store: SqliteStore): PromiseLike<void>;
  /** Gives the conflicts that no handler has resolved. */
  push(): PromiseLike<readonly PushError[]>;
};

export type TableDefinition = {
  readonly name: keyof Rows;
  readonly columnDefinitions: Readonly<Record<string, string>>;
};

type SqliteStore = {
  defineTable(definition: TableDefinition): PromiseLike<void>;
  close(): PromiseLike<void>;
};

export type AzureClient = {
  getSyncContext(): SyncContext;
  getSyncTable<Name extends keyof Rows>(name: Name): SyncTable<Rows[Name]>;
  getTable<Name extends keyof Rows>(name: Name): Table<Rows[Name]>;
};

type Sdk = {
  readonly MobileServiceClient: new (url: string) => AzureClient;
  readonly MobileServiceSqliteStore: new (name: string) => SqliteStore;
};

/** The package, unmodified, with the globals of one device. */
export function loadSdk(globals: Readonly<Record<string, unknown>>): Sdk {
  const sdk = loadPackage('azure-mobile-apps-client', globals);
  if (!isSdk(sdk)) throw new TypeError('azure-mobile-apps-client did not load as its Cordova variant.');
  return sdk;
}

function isSdk(value: unknown): value is Sdk {
  return (
    typeof value === 'object' &&
    value !== null &&
    'MobileServiceClient' in value &&
    typeof value.MobileServiceClient === 'function' &&
    'MobileServiceSqliteStore' in value &&
    typeof value.MobileServiceSqliteStore === 'function'
  );
}
