/** What others publish and seldom change, so that not every request asks them. */

const freshMs = 10 * 60_000;
const staleMs = 24 * 60 * 60_000;
const pauseMs = 30_000;

export type Remembered<T> = {
  /** At most ten minutes old; up to a day while it cannot be loaded. Rejects with what loading failed with. */
  get(): Promise<T>;
  /** Loaded anew, at most once in thirty seconds; undefined if it is too early. */
  renew(): Promise<T | undefined>;
};

/**
 * Remembers what `load` gives. Only what was loaded is shared between requests, never a load that is under way: Workers
 * let no request wait for what another one has begun.
 */
export function remember<T>(load: () => Promise<T>, now: () => number): Remembered<T> {
  let known: { readonly value: T; readonly atMs: number } | undefined;
  let triedMs = Number.NEGATIVE_INFINITY;
  let failed: { readonly error: unknown; readonly atMs: number } | undefined;

  const reload = async (): Promise<T> => {
    const atMs = now();
    triedMs = atMs;
    try {
      const value = await load();
      known = { value, atMs };
      failed = undefined;
      return value;
    } catch (error) {
      failed = { error, atMs };
      throw error;
    }
  };
  const isYounger = (atMs: number | undefined, limitMs: number): boolean =>
    atMs !== undefined && now() - atMs < limitMs;

  return {
    async get() {
      if (known !== undefined && isYounger(known.atMs, freshMs)) return known.value;
      if (!isYounger(failed?.atMs, pauseMs)) await reload().catch(() => undefined);
      if (known !== undefined && isYounger(known.atMs, staleMs)) return known.value;
      throw failed?.error;
    },
    renew: async () => (isYounger(triedMs, pauseMs) ? undefined : reload()),
  };
}
