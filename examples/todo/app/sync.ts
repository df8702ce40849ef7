/** Moves items: by itself after edits and now and then, and when the user asks; and says how far it is. */
import { SyncError, type SyncEvent, startAutoSync } from 'tidemark/client';
import type { Device } from './device.ts';
import { isOn } from './settings.ts';

export type Progress = {
  /** What is being done; undefined for nothing. */
  readonly doing?: string | undefined;
  /** Why it ended before it was done; undefined if it did not. */
  readonly failure?: unknown;
};

/** How often other devices are asked after, in milliseconds. */
const intervalMs = 10_000;

export type Sync = ReturnType<typeof createSync>;

export function createSync({ syncContext, todos }: Device, tell: (progress: Progress) => void) {
  let auto: ReturnType<typeof startAutoSync> | undefined;
  const selection = () =>
    isOn('onlyOpen')
      ? { query: todos.where({ complete: false }), queryId: 'open-todos' }
      : { query: todos, queryId: 'all-todos' };

  syncContext.subscribe((event) => {
    const progress = progressOf(event);
    if (progress !== undefined) tell(progress);
  });

  return {
    /** Syncs once. Never rejects: gives why it ended before it was done, if it did. */
    async now(): Promise<unknown> {
      const { query, queryId } = selection();
      return syncContext.pull(query, queryId).then(
        () => undefined,
        (failure: unknown) => failure,
      );
    },

    stop: (): void => auto?.stop(),

    /** Begins to sync by itself, as the settings are now; not at all where they say that there is no network. */
    restart(): void {
      auto?.stop();
      auto = isOn('offline') ? undefined : startAutoSync({ syncContext, pulls: [selection()], intervalMs });
    },

    /** Takes off the device what the service has, and brings it anew. @throws SyncError while edits wait to be sent */
    async clear(): Promise<void> {
      await todos.purge();
      await this.now();
    },
  };
}

function progressOf(event: SyncEvent): Progress | undefined {
  switch (event.type) {
    case 'push-started':
      return { doing: 'Sending…' };
    case 'pull-started':
      return { doing: 'Fetching…' };
    case 'page-pulled':
      return event.received > 0 ? { doing: `Fetched ${event.received.toLocaleString()} items…` } : undefined;
    case 'push-ended':
    case 'pull-ended':
      return { failure: event.error };
    default:
      return undefined;
  }
}

/** In words for users. */
export function reasonOf(failure: unknown): string {
  if (!(failure instanceof SyncError)) return String(failure);
  if (failure.code === 'cancelled-by-network') return isOn('offline') ? 'Working offline' : 'No connection';
  if (failure.code === 'cancelled-by-authentication') return 'Sign in to sync';
  if (failure.code === 'pending-operations') return 'Send or discard what waits first';
  return failure.message;
}
