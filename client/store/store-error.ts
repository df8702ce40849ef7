/** What a local store can fail with. */

/**
 * `full`: no room on the device; `unavailable`: cannot be opened here; `closed`: used after `close`; `failed`: all
 * else.
 */
export type StoreErrorCode = 'full' | 'unavailable' | 'closed' | 'failed';

/** The store could not do it, and nothing of it was written; `cause` has what the platform said. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
