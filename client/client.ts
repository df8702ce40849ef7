/** `createClient`: where everything is put together. */
import type { ClientOptions } from './client-options.ts';
import { openDevice } from './open-device.ts';
import type { Changes, NewRow, Row, SyncTableName, TableName } from './query/rows.ts';
import { RemoteTable } from './remote-table.ts';
import { Actions } from './sync/actions.ts';
import type { Device } from './sync/device.ts';
import { countPending } from './sync/pending-operation.ts';
import { Pusher } from './sync/pusher.ts';
import { SyncContext } from './sync/sync-context.ts';
import { type TableSettings, tableSettings } from './sync/table-settings.ts';
import { SyncError } from './sync-error.ts';
import { SyncTable } from './sync-table.ts';

/** What becomes of edits that were not sent when a user signs out. */
export type Unsent = 'keep' | 'wipe-if-clean' | 'wipe';

export class Client<Tables extends object> {
  /** Push, pull and purge, and the queue. */
  readonly syncContext: SyncContext;
  readonly #device: Device;
  readonly #settings: TableSettings;
  readonly #end: () => Promise<void>;
  readonly #delete: () => Promise<void>;

  constructor(parts: {
    readonly device: Device;
    readonly settings: TableSettings;
    readonly syncContext: SyncContext;
    readonly end: () => Promise<void>;
    readonly delete: () => Promise<void>;
  }) {
    this.#device = parts.device;
    this.#settings = parts.settings;
    this.syncContext = parts.syncContext;
    this.#end = parts.end;
    this.#delete = parts.delete;
  }

  /** The table online: every call is one request, and fails without a network. */
  table<Name extends TableName<Tables>>(
    name: Name,
  ): RemoteTable<Row<Tables, Name>, NewRow<Tables, Name>, Changes<Tables, Name>> {
    return new RemoteTable(name, this.#device.transport);
  }

  /** The table on this device. */
  syncTable<Name extends SyncTableName<Tables>>(
    name: Name,
  ): SyncTable<Row<Tables, Name>, NewRow<Tables, Name>, Changes<Tables, Name>> {
    return new SyncTable(name, this.#device, this.syncContext, this.#settings);
  }

  /** Whether what is written here outlives the program; opens the store. */
  async isDurable(): Promise<boolean> {
    return (await this.#device.openStore()).durable;
  }

  /** Ends the client after the edits that are under way. Whatever waits stays for the next time. */
  close(): Promise<void> {
    return this.#end();
  }

  /**
   * Ends the client, and with it the use of the device by its user. `keep` leaves the records for the next time;
   * `wipe-if-clean` deletes them, and `wipe` does so with edits that were not sent, which are lost.
   *
   * @throws SyncError `pending-operations` for `wipe-if-clean` when edits wait: ask the user, and keep or wipe.
   */
  async signOut(unsent: Unsent): Promise<void> {
    if (unsent === 'wipe-if-clean') {
      const count = await countPending(this.#device);
      if (count > 0) {
        throw new SyncError('pending-operations', `${count} edits were not sent; push them, keep them, or wipe them.`);
      }
    }
    await this.close();
    if (unsent !== 'keep') await this.#delete();
  }
}

/**
 * A client of one service, for one user. Nothing is opened, sent or fetched before it is asked for.
 *
 * @example
 * import type * as tables from '../src/tables.ts';
 * const client = createClient<typeof tables>({ url: 'https://todo.example.org', store: indexedDbStore() });
 */
export function createClient<Tables extends object>(options: ClientOptions): Client<Tables> {
  const { device, listeners, name, close } = openDevice(options);
  const settings = tableSettings(options.tables ?? {}, options);
  const actions = new Actions((work) => device.environment.exclusively(name, work));
  const pusher = new Pusher(device, settings, options.onStop);
  return new Client<Tables>({
    device,
    settings,
    syncContext: new SyncContext(device, actions, pusher, settings, listeners),
    end: close,
    delete: () => options.store.delete(name),
  });
}
