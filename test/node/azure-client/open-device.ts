/** A device: a client with its store, and what it has asked the service. */
import type { AzureClient, PushError, PushHandler, SyncTable } from './azure-mobile-apps-client.ts';
import { openClient } from './open-client.ts';
import { parseTodos, type ServerTodo } from './server-todo.ts';
import type { Exchange, Watcher } from './xml-http-request.ts';

export type Device = {
  readonly client: AzureClient;
  readonly todoitem: SyncTable;
  /** Sends what was written here; gives the conflicts that the handler left. */
  push(handler?: PushHandler, watcher?: Watcher): Promise<readonly PushError[]>;
  /** Fetches what is new since the last pull; gives its pages. The watcher may write between two of them. */
  pull(pageSize?: number, watcher?: Watcher): Promise<readonly Page[]>;
  /** Every request so far. */
  readonly exchanges: readonly Exchange[];
  close(): Promise<void>;
};

/** One answer to a pull. */
export type Page = { readonly query: URLSearchParams; readonly rows: readonly ServerTodo[] };

// The columns of the client's quickstart. With a date among them the client could not store the record of a conflict,
// which it hands over with its dates as text.
const columnDefinitions = { id: 'string', text: 'string', complete: 'boolean', version: 'string', deleted: 'boolean' };

/** A device that talks to the service at `url` and keeps its store in `file`; opened again, it goes on where it was. */
export async function openDevice(url: string, file = ':memory:'): Promise<Device> {
  const exchanges: Exchange[] = [];
  let watcher: Watcher | undefined;
  const watch: Watcher = async (exchange) => {
    exchanges.push(exchange);
    await watcher?.(exchange);
  };
  const { client, context, close } = await openClient(url, {
    table: { name: 'todoitem', columnDefinitions },
    watch,
    file,
  });
  const todoitem = client.getSyncTable('todoitem');
  return {
    client,
    todoitem,
    exchanges,
    async push(handler = {}, whilePushing) {
      context.pushHandler = handler;
      watcher = whilePushing;
      return await context.push();
    },
    async pull(pageSize, whilePulling) {
      const before = exchanges.length;
      watcher = whilePulling;
      await todoitem.pull(null, 'all todoitem', pageSize === undefined ? {} : { pageSize });
      return exchanges.slice(before).map(toPage);
    },
    close,
  };
}

function toPage({ url, answer }: Exchange): Page {
  return { query: new URL(url).searchParams, rows: parseTodos(answer) };
}
