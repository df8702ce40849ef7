/** Syncs by itself: after edits, when the network or the user comes back, and now and then. Off until it is started. */
import { drawn } from './environment.ts';
import { backoffMs } from './queue/backoff.ts';
import type { SyncContext, SyncedQuery } from './sync/sync-context.ts';
import { SyncError } from './sync-error.ts';

export type AutoSyncOptions = {
  readonly syncContext: SyncContext;
  /** What is pulled after the push, in this order. */
  readonly pulls: readonly SyncedQuery[];
  /** How long after the last edit, so that several go together; 1,000 milliseconds. */
  readonly afterEditMs?: number;
  /** How often without any reason; 60,000 milliseconds. 0 for never. */
  readonly intervalMs?: number;
  /** Told of every end that is no success; the next try comes by itself, later each time. */
  readonly onError?: (error: unknown) => void;
  /** At least 0, less than 1. */
  readonly random?: () => number;
};

export type AutoSync = {
  /** Syncs now, or right after the sync that is running. */
  readonly now: () => void;
  /** Ends it; a sync that is running is cancelled. */
  readonly stop: () => void;
};

/**
 * Starts to sync by itself.
 *
 * @example
 * const sync = startAutoSync({ syncContext: client.syncContext, pulls: [{ query: todos, queryId: 'all-todos' }] });
 */
export function startAutoSync(options: AutoSyncOptions): AutoSync {
  const loop = new SyncLoop(options);
  const wake = (): void => loop.plan(0);
  const seen = (): void => {
    if (globalThis.document?.visibilityState !== 'hidden') wake();
  };
  const unsubscribe = options.syncContext.subscribe((event) => {
    if (event.type === 'edited') loop.plan(options.afterEditMs ?? 1000);
  });
  // Neither servers nor every phone have these events.
  globalThis.addEventListener?.('online', wake);
  globalThis.addEventListener?.('focus', wake);
  globalThis.document?.addEventListener('visibilitychange', seen);
  wake();
  return {
    now: wake,
    stop: () => {
      unsubscribe();
      globalThis.removeEventListener?.('online', wake);
      globalThis.removeEventListener?.('focus', wake);
      globalThis.document?.removeEventListener('visibilitychange', seen);
      loop.stop();
    },
  };
}

class SyncLoop {
  readonly #options: AutoSyncOptions;
  readonly #stopped = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #delayMs = 0;
  #running = false;
  #again = false;
  #failures = 0;

  constructor(options: AutoSyncOptions) {
    this.#options = options;
  }

  /** A sync after this time, unless one is planned sooner. */
  plan(delayMs: number): void {
    if (this.#stopped.signal.aborted) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    if (this.#timer !== undefined && this.#delayMs <= delayMs) return;
    clearTimeout(this.#timer);
    this.#delayMs = delayMs;
    this.#timer = setTimeout(() => void this.#run(), delayMs);
  }

  stop(): void {
    this.#stopped.abort();
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    this.#timer = undefined;
    this.#running = true;
    this.#again = false;
    const failure = await this.#sync();
    this.#running = false;
    const next = this.#nextMs(failure);
    if (next !== undefined) this.plan(next);
  }

  async #sync(): Promise<{ readonly error: unknown } | undefined> {
    const { syncContext, pulls, onError } = this.#options;
    const { signal } = this.#stopped;
    try {
      await syncContext.sync(pulls, { signal });
      return undefined;
    } catch (error) {
      if (!signal.aborted) onError?.(error);
      return { error };
    }
  }

  /** When the next sync is due by itself; undefined for not before something happens. */
  #nextMs(failure: { readonly error: unknown } | undefined): number | undefined {
    const { random = drawn, intervalMs = 60_000, afterEditMs = 1000 } = this.#options;
    this.#failures = failure === undefined ? 0 : this.#failures + 1;
    if (failure !== undefined) {
      const asked = failure.error instanceof SyncError ? failure.error.retryAfterMs : undefined;
      return backoffMs(this.#failures, asked, random());
    }
    if (this.#again) return afterEditMs;
    return intervalMs > 0 ? intervalMs : undefined;
  }
}
