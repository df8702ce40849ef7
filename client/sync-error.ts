/** What the client fails with. */
import type { SyncErrorCode } from './sync-error-codes.ts';

/** What a SyncError may carry besides its code. */
export type SyncErrorExtras = {
  readonly cause?: unknown;
  /** HTTP status of the answer, where there was one. */
  readonly status?: number | undefined;
  /** The server's own code and record, where it gave them. */
  readonly serverCode?: string | undefined;
  readonly serverRecord?: { readonly [member: string]: unknown } | null | undefined;
  /** How long the service asked to wait. */
  readonly retryAfterMs?: number | undefined;
};

/** A failure with a code to switch on; `message` has what is to be said besides, `cause` what lies behind. */
export class SyncError extends Error {
  override readonly name = 'SyncError';
  declare readonly code: SyncErrorCode;
  declare readonly status: number | undefined;
  declare readonly serverCode: string | undefined;
  declare readonly serverRecord: SyncErrorExtras['serverRecord'];
  declare readonly retryAfterMs: number | undefined;

  /** Without a message it is the code; `syncErrorCodes` has a sentence for each. */
  constructor(
    code: SyncErrorCode,
    message: string = code,
    { cause, status, serverCode, serverRecord, retryAfterMs }: SyncErrorExtras = {},
  ) {
    super(message);
    Object.assign(this, { code, cause, status, serverCode, serverRecord, retryAfterMs });
  }
}
