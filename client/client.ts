/** `createClient`: where everything is put together. */
import type { ClientOptions } from './client-options.ts';
import { openDevice } from './open-device.ts';
import type { Changes, NewRow, Row, SyncTableName, TableName } from './query/rows.ts';
import { RemoteTable } from './remote-table.ts';
import type { Device } from './sync/device.ts';
import { later } from './sync/later.ts';
import type { Unsent } from './sync/sign-out.ts';
import { SyncContext } from './sync/sync-context.ts';
import { SyncTable } from './sync-table.ts';

export class Client<Tables extends object> {
  /** Push, pull and purge, and the queue. */
  readonly syncContext: SyncContext;
  readonly #device: Device;

  constructor(device: Device) {
    this.#device = device;
    this.syncContext = new SyncContext(device);
  }

  /** The table online: every call is one request, and fails without a network. */
  table<Name extends TableName<Tables>>(
    name: Name,
  ): RemoteTable<Row<Tables, Name>, NewRow<Tables, Name>, Changes<Tables, Name>> {
    return new RemoteTable(name, this.#device);
  }

  /** The table on this device. */
  syncTable<Name extends SyncTableName<Tables>>(
    name: Name,
  ): SyncTable<Row<Tables, Name>, NewRow<Tables, Name>, Changes<Tables, Name>> {
    return new SyncTable(name, this.#device, this.syncContext);
  }

  /** Whether what is written here outlives the program; opens the store. */
  async isDurable(): Promise<boolean> {
    return (await this.#device.openStore()).durable;
  }

  /** Ends the client after the edits that are under way. Whatever waits stays for the next time. */
  close(): Promise<void> {
    return this.#device.close();
  }

  /**
   * Ends the client, and with it the use of the device by its user. `keep` leaves the records for the next time;
   * `wipe-if-clean` deletes them, and `wipe` does so with edits that were not sent, which are lost.
   *
   * @throws SyncError `pending-operations` for `wipe-if-clean` when edits wait: ask the user, and keep or wipe.
   */
  async signOut(unsent: Unsent): Promise<void> {
    return (await later()).signOut(this.#device, unsent);
  }
}

/**
 * A client of one service, for one user. Nothing is opened, sent or fetched before it is asked for, but for the part of
 * the client that most of it can do without: that is loaded now, in the background.
 *
 * @example
 * import type * as tables from '../src/tables.ts';
 * const client = createClient<typeof tables>({ url: 'https://todo.example.org', store: indexedDbStore() });
 */
export function createClient<Tables extends object>(options: ClientOptions): Client<Tables> {
  const client = new Client<Tables>(openDevice(options));
  // So that an app which goes offline soon has it. Where it fails, some browsers try again only after a reload.
  if (globalThis.navigator?.onLine !== false) later().catch(() => undefined);
  return client;
}
