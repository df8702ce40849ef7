/** The client as a Cordova app loads it, with a store, a network and a memory that no other client shares. */
import { type AzureClient, loadSdk, type SyncContext, type TableDefinition } from './azure-mobile-apps-client.ts';
import { sqlitePlugin } from './cordova-sqlite.ts';
import { type Watcher, watchedXmlHttpRequest } from './xml-http-request.ts';

type OpenClient = {
  readonly client: AzureClient;
  readonly context: SyncContext;
  close(): Promise<void>;
};

type ClientOptions = {
  /** The one table of the store. */
  readonly table: TableDefinition;
  /** Hears of every request. */
  readonly watch: Watcher;
  /** Where the store is; opened again, it has what it had. */
  readonly file?: string;
  /** How SQLite keeps it; as it does by itself without them. */
  readonly pragmas?: string;
};

/** A client of the service at `url`. */
export async function openClient(url: string, { table, watch, file, pragmas }: ClientOptions): Promise<OpenClient> {
  const sdk = loadSdk(cordovaGlobals(watchedXmlHttpRequest(watch), sqlitePlugin(file ?? ':memory:', pragmas)));
  const store = new sdk.MobileServiceSqliteStore('mobileapps.db');
  await store.defineTable(table);
  const client = new sdk.MobileServiceClient(url);
  const context = client.getSyncContext();
  await context.initialize(store);
  return { client, context, close: async () => await store.close() };
}

function cordovaGlobals(XMLHttpRequest: unknown, plugin: unknown): Readonly<Record<string, unknown>> {
  return {
    global: { cordova: { version: '6.5.0' }, XMLHttpRequest },
    window: { sqlitePlugin: plugin, crypto },
    localStorage: undefined,
    // Each `then` of the client waits 1 ms, some 40 s for 1,000 records; what may happen between two steps is the same.
    setTimeout: (act: () => void, ms: number) => (ms <= 1 ? setImmediate(act) : setTimeout(act, ms)),
  };
}
