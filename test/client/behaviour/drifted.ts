/** Services that tell of changes and of digests, and devices whose copies are no more what they were told. */
import type { SyncEvent } from '../../../client/index.ts';
import type { JsonRecord, RecordEntry } from '../../../client/queue/record-entry.ts';
import { memoryStore } from '../../../client/store/memory.ts';
import { type App, list, openApp, stored } from './app.ts';
import { link, tracked } from './tracked.ts';

export const digests = 'GET /tables/todoitem/$digest';
export const row = (id: string, text: string, version = 1): JsonRecord =>
  stored(id, text, version, { version: `000000000${String(version).padStart(3, '0')}0000` });
/** The last write of this number, which was after those of all records here. */
export const told = (n: number) => {
  const head = `${Date.UTC(2026, 0, 2) + n}.00000000000000ab`;
  return { headers: { ...tracked.headers, 'x-sync-head': head } };
};
/** What the service says of records whose versions come to this sum. */
export const range = (count: number, sum: number, to?: string) => ({
  to,
  count,
  digest: String(sum).padStart(12, '0'),
});

/** The service tells these changes, with the last write of this number. */
export const tells = ({ service }: App, n: number, ...items: readonly JsonRecord[]): unknown =>
  service.answers(list, 200, { items, deltaLink: link(n) }, told(n));
export const digest = ({ service }: App, n: number, ...ranges: readonly object[]): unknown =>
  service.answers(digests, 200, { ranges }, told(n));
export const shows = ({ service }: App, n: number, items: readonly JsonRecord[], nextLink?: string): unknown =>
  service.answers(list, 200, { items, nextLink }, told(n));

/** An app that has pulled these todos, and in whose store somebody then changes what the server's copies are. */
export async function drifted(
  items: readonly JsonRecord[],
  copies: Readonly<Record<string, JsonRecord | undefined>>,
  options: Parameters<typeof openApp>[0] = {},
) {
  const kind = memoryStore();
  const app = openApp({ store: kind, storeName: 'app', ...options });
  const events: SyncEvent[] = [];
  app.context.subscribe((event) => events.push(event));
  tells(app, 1, ...items);
  await app.todos.pull(app.todos, 'all');
  const store = await kind.open('app ');
  await store.transact('edit', async (transaction) => {
    const records = transaction.records('todoitem');
    await records.delete(Object.keys(copies));
    const entries = Object.entries(copies).flatMap(([id, server]): [string, RecordEntry][] =>
      server === undefined ? [] : [[id, { server }]],
    );
    await records.put(entries);
  });
  const mended = () => events.filter(({ type }) => type === 'drift-mended');
  return { ...app, events, mended, verify: () => app.todos.verify(app.todos, 'all') };
}
