/** What every process of a sync context works with. */
import type { Environment } from '../environment.ts';
import type { LocalStore } from '../store/local-store.ts';
import type { RecordLog } from '../store/record-log.ts';
import type { RecordKey } from '../store/working-set.ts';
import type { Transport } from '../transport/transport.ts';
import type { SyncEvent } from './events.ts';

export type Device = {
  readonly openStore: () => Promise<LocalStore>;
  readonly log: RecordLog;
  readonly transport: Transport;
  readonly environment: Environment;
  readonly tell: (event: SyncEvent) => void;
  /** Tells of records that are written otherwise than by the log, here and in other tabs. */
  readonly changed: (records: readonly RecordKey[]) => void;
};
