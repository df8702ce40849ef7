/** What every process of a sync context works with. */

import type { Dialect } from '../../src/protocol/dialect.ts';
import type { ClientOptions } from '../client-options.ts';
import type { Environment } from '../environment.ts';
import type { LocalStore } from '../store/local-store.ts';
import type { RecordLog } from '../store/record-log.ts';
import type { RecordKey } from '../store/working-set.ts';
import type { Send } from '../transport/request.ts';
import type { Listener, SyncEvent } from './events.ts';
import type { Seen } from './seen.ts';
import type { TableOptions } from './table-options.ts';

export type Device = {
  /** The name of the database. */
  readonly name: string;
  readonly options: ClientOptions;
  /** What the app says of a table. */
  readonly tableOptions: (table: string) => TableOptions;
  readonly environment: Environment;
  readonly openStore: () => Promise<LocalStore>;
  readonly transact: LocalStore['transact'];
  readonly log: RecordLog;
  readonly protocol: Dialect;
  readonly send: Send;
  /** What is known of requests that send many operations. */
  readonly batch: {
    /** The most operations of one; below 2 each is sent by itself, and with 0 for good: the service has no `$batch`. */
    limit: number;
    /** How many in a row failed as a whole. */
    faults: number;
  };
  /** What was seen of the service's history, in this tab. */
  readonly seen: Seen;
  /** Tables whose changes the service was found not to follow. */
  readonly untracked: Set<string>;
  /** Whether the service was found to take no PATCH. */
  noPatch: boolean;
  readonly listeners: Set<Listener>;
  readonly tell: (event: SyncEvent) => void;
  /** Tells of records that are changed, here and in other tabs. */
  readonly changed: (records: readonly RecordKey[]) => void;
  /** Ends it after the edits that are under way; a second time does nothing. */
  readonly close: () => Promise<void>;
};
