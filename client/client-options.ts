/** What an app says when it makes its client. */
import type { Dialect } from '../src/protocol/dialect.ts';
import type { Environment } from './environment.ts';
import type { StoreKind } from './store/local-store.ts';
import type { Handlers, TableOptions } from './sync/table-options.ts';
import type { SyncError } from './sync-error.ts';
import type { TokenSource } from './transport/request.ts';

export type ClientOptions = Handlers & {
  /** Where the service is, `https://…`, without the `/tables` behind it. */
  readonly url: string;
  /** Where records are kept on this device. */
  readonly store: StoreKind;
  /** Who uses the device: each user has a database of their own. The same for everybody without it. */
  readonly user?: string;
  /** What to know of single tables; nothing is needed for those that are kept whole. */
  readonly tables?: Readonly<Record<string, TableOptions>>;
  /** `2.0` for services of Azure Mobile Apps, `3.0` for this one and Datasync; `3.0`. */
  readonly protocol?: Dialect;
  readonly tokens?: TokenSource;
  /** Whether to try at once again when a push is about to end with this error; asked up to five times an operation. */
  readonly onStop?: (error: SyncError) => boolean | Promise<boolean>;
  /**
   * How long after the last look a pull under a query id is followed by another one at whether this device has what the
   * service has, in milliseconds; a day. `Infinity` for never.
   */
  readonly verifyEveryMs?: number;
  /** How long a request may take, in milliseconds; 60,000. */
  readonly timeoutMs?: number;
  /**
   * What the database is called, followed by the user. Without a name it is called after the address, and
   * begins with nothing when the service moves to another one; give the name, and records and edits stay.
   */
  readonly storeName?: string;
  /** The network, the clock and ids; the real ones. */
  readonly environment?: Partial<Environment>;
};
