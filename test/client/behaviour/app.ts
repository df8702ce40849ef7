/** An app with two tables on a device, its scripted service, and short ways to look at both. */
import { onTestFinished } from 'vitest';
import { createClient } from '../../../client/client.ts';
import type { ClientOptions } from '../../../client/client-options.ts';
import type { JsonRecord } from '../../../client/queue/record-entry.ts';
import { memoryStore } from '../../../client/store/memory.ts';
import type { SyncContext } from '../../../client/sync/sync-context.ts';
import { ScriptedService } from './scripted-service.ts';

type Todo = { id: string; text: string | null; complete?: boolean; listId?: string };
type Tables = { todoitem: Todo; list: { id: string; name: string } };
type Options = Partial<ClientOptions> & { readonly service?: ScriptedService };
export type App = ReturnType<typeof openApp>;

export function openApp({ service = new ScriptedService(), ...options }: Options = {}) {
  const client = createClient<Tables>({
    url: 'https://todo.example',
    store: memoryStore(),
    environment: { fetch: service.fetch, openChannel: undefined },
    ...options,
  });
  onTestFinished(() => client.close());
  const { syncContext: context } = client;
  return { service, client, context, todos: client.syncTable('todoitem'), lists: client.syncTable('list') };
}

/** The first lines of requests, as the service's script has them. */
export const list = 'GET /tables/todoitem';
export const insert = 'POST /tables/todoitem';
export const read = (id: string): string => `GET /tables/todoitem/${id}`;
export const update = (id: string): string => `PATCH /tables/todoitem/${id}`;
export const remove = (id: string): string => `DELETE /tables/todoitem/${id}`;

/** A record as the service has it after so many changes. */
export function stored(id: string, text: string | null, revision = 1, more: JsonRecord = {}): JsonRecord {
  const updatedAt = new Date(Date.UTC(2026, 0, 1, 0, 0, revision)).toISOString();
  const system = { createdAt: '2026-01-01T00:00:00.000Z', updatedAt, version: `v${revision}`, deleted: false };
  return { id, text, ...system, ...more };
}

/** Has the device pull these records. */
export async function pulls({ service, todos }: App, ...items: readonly JsonRecord[]): Promise<void> {
  service.answers(list, 200, { items });
  await todos.pull(todos, null, { push: false });
}

/** Edits of the device: new todos of these ids. */
export async function insertAll({ todos }: App, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) await todos.insert({ id, text: id });
}

/** Has the service take them. */
export function takeAll({ service }: App, ...ids: readonly string[]): void {
  for (const id of ids) service.answers(insert, 201, stored(id, id));
}

/** The keys of the operations that were sent; null for other requests. */
export const keys = ({ service }: App): readonly (string | null)[] =>
  service.requests.map(({ headers }) => headers.get('Idempotency-Key'));

/** An app that knows of its service already that it does not follow changes. */
export async function openPlainApp(options: Options = {}): Promise<App> {
  const app = openApp(options);
  const { service, context, todos, lists } = app;
  service.answers(list, 200, { items: [] }).answers('GET /tables/list', 200, { items: [] });
  await context.pull(todos, 'plain', { push: false });
  await context.pull(lists, 'plain', { push: false });
  service.requests.length = 0;
  return app;
}

/** What waits, like `update a failed`. */
export async function queue(context: SyncContext): Promise<readonly string[]> {
  const operations = await context.pendingOperations();
  return operations.map(({ action, id, state }) => `${action} ${id} ${state}`);
}

/** The ids and texts of all todos that the app sees. */
export async function texts({ todos }: App): Promise<Readonly<Record<string, string | null>>> {
  const records = await todos.read();
  return Object.fromEntries(records.map(({ id, text }) => [id, text]));
}
