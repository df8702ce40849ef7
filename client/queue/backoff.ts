/** How long to wait before trying again. */

const firstMs = 1000;
const mostMs = 300_000;

/**
 * Milliseconds to wait after so many failures in a row: what the service asked for, or else anything up to a limit that
 * doubles each time (full jitter), so that devices that failed together do not come back together.
 *
 * @param random at least 0, less than 1
 */
export function backoffMs(failures: number, retryAfterMs: number | undefined, random: number): number {
  const limit = Math.min(mostMs, firstMs * 2 ** Math.min(failures, 20));
  // Those that were all told the same moment are spread behind it.
  return retryAfterMs === undefined ? random * limit : retryAfterMs + random * firstMs;
}
