/** What a client has of its own: a store that is opened at its first use, listeners, and a way to the service. */
import type { ClientOptions } from './client-options.ts';
import { realEnvironment } from './environment.ts';
import type { LocalStore, StoreKind } from './store/local-store.ts';
import { RecordLog } from './store/record-log.ts';
import type { RecordKey } from './store/working-set.ts';
import { storeName } from './store-name.ts';
import type { Device } from './sync/device.ts';
import { Listeners } from './sync/events.ts';
import { openTabs } from './sync/tabs.ts';
import { SyncError } from './sync-error.ts';
import { createTransport } from './transport/transport.ts';

export type OpenedDevice = {
  readonly device: Device;
  readonly listeners: Listeners;
  /** The name of the database. */
  readonly name: string;
  /** Ends it after the edits that are under way; a second time does nothing. */
  readonly close: () => Promise<void>;
};

export function openDevice(options: ClientOptions): OpenedDevice {
  const environment = { ...realEnvironment, ...options.environment };
  const { fetch, now } = environment;
  const url = parseUrl(options.url);
  const { user = '' } = options;
  const name = options.storeName ? storeName(options.storeName, '', user) : storeName('tidemark', url, user);
  const { protocol = '3.0', tokens, timeoutMs = 60_000 } = options;
  const listeners = new Listeners();
  const tabs = openTabs(name, environment, listeners);
  const store = new LazyStore(options.store, name, listeners);
  const changed = (records: readonly RecordKey[]): void => {
    listeners.tell({ type: 'changed', records });
    tabs.tell(records);
  };
  const openStore = (): Promise<LocalStore> => store.open();
  const log = new RecordLog(openStore, changed);
  const transport = createTransport({ url, protocol, fetch, tokens, timeoutMs, now });
  const device: Device = { openStore, log, transport, environment, tell: (event) => listeners.tell(event), changed };
  const close = async (): Promise<void> => {
    await log.idle();
    tabs.close();
    await store.close();
  };
  return { device, listeners, name, close };
}

/** The address without slashes at its end. */
function parseUrl(url: string): string {
  if (/^https?:\/\/[^/]/.test(url)) return url.replace(/\/+$/, '');
  throw new SyncError('invalid-option', `url takes an http or https address, not "${url}".`);
}

class LazyStore {
  readonly #kind: StoreKind;
  readonly #name: string;
  readonly #listeners: Listeners;
  #opened: Promise<LocalStore> | undefined;
  #closed = false;

  constructor(kind: StoreKind, name: string, listeners: Listeners) {
    this.#kind = kind;
    this.#name = name;
    this.#listeners = listeners;
  }

  /** The same store each time; after a failure it is tried again. */
  open(): Promise<LocalStore> {
    if (this.#closed) return Promise.reject(new SyncError('closed'));
    this.#opened ??= this.#open();
    return this.#opened;
  }

  async #open(): Promise<LocalStore> {
    try {
      const store = await this.#kind.open(this.#name);
      if (store.lost) this.#listeners.tell({ type: 'storage-lost' });
      return store;
    } catch (error) {
      this.#opened = undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const store = await this.#opened?.catch(() => undefined);
    await store?.close();
  }
}
