/** How often somebody may ask, as an app sets it. */

/**
 * Counts what is asked under a key, and says whether that is within its limit. Cloudflare's rate limit binding is one;
 * on another host it is whatever keeps a count there.
 */
export type RateLimiter = { limit(asked: { readonly key: string }): Promise<{ readonly success: boolean }> };

export type RateLimits = {
  /** Counts the requests of each address, before anything is looked at. */
  readonly perAddress?: RateLimiter | undefined;
  /** Counts those of each signed-in user, wherever they come from. */
  readonly perUser?: RateLimiter | undefined;
  /** How long it is until a refused client may ask again, in seconds; 60. */
  readonly periodSeconds?: number;
};
