/** A service that follows changes, as its script says it, and an app that follows them. */
import type { JsonRecord } from '../../../client/queue/record-entry.ts';
import { type App, list, openApp } from './app.ts';

export const tracked = { headers: { 'Preference-Applied': 'odata.track-changes' } };
export const link = (n: number): string => `$deltatoken=t${n}`;
export const head = (n: number): string => `${n}.00000000000000ab`;
export const toldHead = (n: number) => ({ headers: { ...tracked.headers, 'x-sync-head': head(n) } });
export const removed = (id: string, reason: 'deleted' | 'changed'): JsonRecord => ({ id, '@removed': { reason } });

/** The service tells these items, and from then on what changes behind the link of this number. */
export const tells = ({ service }: App, n: number, ...items: readonly JsonRecord[]): unknown =>
  service.answers(list, 200, { items, deltaLink: link(n) }, tracked);

export const refuses = ({ service }: App, reason: string): unknown =>
  service.answers(list, 410, { title: 'Read the list anew', code: 'resync_required', reason });

/** The service says of each operation that was done whether it still has it: 200 or 410. */
export const probes = ({ service }: App, ...statuses: readonly number[]): unknown =>
  service.answers('POST /$batch', 200, {
    responses: statuses.map((status, at) => ({
      id: String(at),
      status,
      headers: status === 200 ? { 'x-sync-head': head(6) } : {},
      body: status === 200 ? { items: [] } : { code: 'resync_required', reason: 'rewound' },
    })),
  });

/** An app that follows all todos, and has pulled these. */
export async function following(...items: readonly JsonRecord[]): Promise<App> {
  const app = openApp();
  tells(app, 1, ...items);
  await app.todos.pull(app.todos, 'all');
  return app;
}

export const last = ({ service }: App) => service.requests.at(-1);
