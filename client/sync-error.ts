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
  readonly code: SyncErrorCode;
  readonly status: number | undefined;
  readonly serverCode: string | undefined;
  readonly serverRecord: SyncErrorExtras['serverRecord'];
  readonly retryAfterMs: number | undefined;

  /** Without a message it is the code; `syncErrorCodes` has a sentence for each. */
  constructor(code: SyncErrorCode, message: string = code, extras: SyncErrorExtras = {}) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.code = code;
    this.status = extras.status;
    this.serverCode = extras.serverCode;
    this.serverRecord = extras.serverRecord;
    this.retryAfterMs = extras.retryAfterMs;
  }
}
