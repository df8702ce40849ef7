/** What a client has of its own: a store that is opened at its first use, listeners, and a way to the service. */
import type { ClientOptions } from './client-options.ts';
import { type Channel, realEnvironment } from './environment.ts';
import { parseServiceUrl } from './service-url.ts';
import type { LocalStore } from './store/local-store.ts';
import { openRecordLog } from './store/record-log.ts';
import type { RecordKey } from './store/working-set.ts';
import { storeName } from './store-name.ts';
import type { Device } from './sync/device.ts';
import type { Listener, SyncEvent } from './sync/events.ts';
import { SyncError } from './sync-error.ts';
import { createSend } from './transport/transport.ts';

export function openDevice(options: ClientOptions): Device {
  const environment = { ...realEnvironment, ...options.environment };
  const { fetch, now } = environment;
  const { user = '', tables = {}, protocol = '3.0', tokens, timeoutMs = 60_000 } = options;
  const url = parseServiceUrl(options.url);
  const name = storeName(options.storeName || `tidemark ${url}`, user);
  const settings = new Map(Object.entries(tables));
  const listeners = new Set<Listener>();
  const tell = (event: SyncEvent): void => {
    for (const listener of listeners) {
      // What a listener throws is told like any error that nobody catches, and hinders nothing here.
      void new Promise(() => listener(event));
    }
  };
  const { openStore, changed, closeStore } = openShared(options, name, environment.openChannel?.(name), tell);
  const transact: Device['transact'] = async (kind, work) => (await openStore()).transact(kind, work);
  const log = openRecordLog(transact, changed);
  const seen = { heads: [] };
  return {
    name,
    options,
    tableOptions: (table) => settings.get(table) ?? {},
    environment,
    openStore,
    transact,
    log,
    protocol,
    send: createSend({ url, protocol, fetch, tokens, timeoutMs, now, seen }),
    batch: { limit: protocol === '2.0' ? 0 : 1000, faults: 0 },
    seen,
    untracked: new Set(),
    noPatch: false,
    listeners,
    tell,
    changed,
    close: () => log.flush().then(closeStore),
  };
}

/** How long other tabs wait, at most, to hear of an edit. */
const pauseMs = 50;

type Shared = Pick<Device, 'openStore' | 'changed'> & { readonly closeStore: () => Promise<void> };

/** What tabs have in common: the store, and the channel on which they tell each other what has changed in it. */
function openShared(
  { store }: ClientOptions,
  name: string,
  channel: Channel | undefined,
  tell: Device['tell'],
): Shared {
  let opened: Promise<LocalStore> | undefined;
  let closed = false;
  // Other tabs need not hear of each edit by itself: of the first at once, of those that follow it soon together.
  let unsaid: RecordKey[] = [];
  let pause: ReturnType<typeof setTimeout> | undefined;
  const say = (): void => {
    pause = unsaid.length > 0 ? setTimeout(say, pauseMs) : undefined;
    if (pause !== undefined) channel?.postMessage(unsaid);
    unsaid = [];
  };
  channel?.unref?.();
  channel?.addEventListener('message', ({ data }) => tell({ type: 'changed', records: data }));
  return {
    /** The same each time; after a failure it is tried again. */
    async openStore() {
      if (closed) throw new SyncError('closed');
      opened ??= store.open(name).then(
        (fresh) => {
          if (fresh.lost) tell({ type: 'storage-lost' });
          return fresh;
        },
        (error: unknown) => {
          opened = undefined;
          throw error;
        },
      );
      return opened;
    },
    changed(records) {
      if (records.length === 0) return;
      tell({ type: 'changed', records });
      if (closed || channel === undefined) return;
      unsaid.push(...records);
      if (pause === undefined) say();
    },
    async closeStore() {
      closed = true;
      say();
      clearTimeout(pause);
      channel?.close();
      const open = await opened?.catch(() => undefined);
      await open?.close();
    },
  };
}
