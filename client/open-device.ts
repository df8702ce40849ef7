/** What a client has of its own: a store that is opened at its first use, listeners, and a way to the service. */
import type { ClientOptions } from './client-options.ts';
import { realEnvironment } from './environment.ts';
import { openOnce } from './open-once.ts';
import { parseServiceUrl } from './service-url.ts';
import { openRecordLog } from './store/record-log.ts';
import { storeName } from './store-name.ts';
import type { Device } from './sync/device.ts';
import type { Listener, SyncEvent } from './sync/events.ts';
import { createTabChannel } from './tab-channel.ts';
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
  const [openStore, closeStore] = openOnce(options.store, name, tell);
  const [changed, closeChannel] = createTabChannel(environment.openChannel?.(name), tell);
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
    close: () => log.flush().then(closeChannel).then(closeStore),
  };
}
