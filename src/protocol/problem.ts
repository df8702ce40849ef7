/** The one error that crosses the wire. What its codes mean is elsewhere, so that clients need not carry it. */
import type { ProblemCode } from './problem-kind.ts';
import type { ResyncReason } from './resync-reason.ts';

/** What a problem may carry besides its code and detail. */
export type ProblemExtras = {
  /** The member of the body, the query option or the header that is at fault. */
  readonly field?: string;
  /** Zero-based offset of the fault in the text of `field`. */
  readonly position?: number;
  /** Whole seconds after which the same request may be sent again. */
  readonly retryAfterSeconds?: number;
  /** Why a client has to read everything anew. */
  readonly reason?: ResyncReason;
  /** What caused it; kept for the log, never printed on the wire. */
  readonly cause?: unknown;
};

/**
 * A refusal that the client is told of. `detail` says what was wrong, where, and what to do; it is safe to show.
 *
 * @example throw new ProblemError('invalid_field', '"complete" takes true or false, not a string.', { field: 'complete' });
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly detail: string;
  readonly field: string | undefined;
  readonly position: number | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly reason: ResyncReason | undefined;

  constructor(code: ProblemCode, detail: string, extras: ProblemExtras = {}) {
    super(`${code}: ${detail}`, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.code = code;
    this.detail = detail;
    this.field = extras.field;
    this.position = extras.position;
    this.retryAfterSeconds = extras.retryAfterSeconds;
    this.reason = extras.reason;
  }
}
