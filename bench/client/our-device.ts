/** Our client as a program on Node has it: its records are in a file, which an edit has reached when it is done. */
import { createClient, type StoreKind } from '../../client/index.ts';
import { sqliteStore } from '../../client/store/sqlite.ts';
import { nodeSqlite } from '../../client/store/sqlite-node.ts';

type Tables = { readonly todoitem: { readonly id: string; readonly text: string; readonly complete: boolean } };

type Asked = {
  /** Where its records are, if not in a file. */
  readonly store?: StoreKind;
  /** Without them the service seems to have none. */
  readonly batches?: boolean;
  /** Hears of each request before it is sent. */
  readonly onRequest?: () => void;
};

/** A device that keeps its records in a folder of its own. */
export function openOurs(url: URL, folder: string, { store, batches = true, onRequest }: Asked = {}) {
  let requests = 0;
  const counted: typeof fetch = async (input, init) => {
    if (!batches && String(input).endsWith('/$batch')) return new Response(null, { status: 404 });
    requests += 1;
    onRequest?.();
    return fetch(input, init);
  };
  const client = createClient<Tables>({
    url: url.origin,
    store: store ?? sqliteStore(nodeSqlite(folder)),
    environment: { fetch: counted },
  });
  return { client, todos: client.syncTable('todoitem'), requests: () => requests };
}
