/** The error of an online call. */
import { SyncError, type SyncErrorCode } from '../sync-error.ts';
import type { Outcome } from './outcome.ts';

type Undone = Exclude<Outcome, { readonly kind: 'done' }>;

export function failureOf(outcome: Undone): SyncError {
  const extras = 'cause' in outcome ? { cause: outcome.cause } : {};
  if (outcome.kind === 'aborted') return new SyncError('cancelled-by-signal');
  if (outcome.kind !== 'refused') {
    return new SyncError(codes[outcome.kind], outcome.message, {
      ...extras,
      ...(outcome.kind === 'later' ? { status: outcome.status, retryAfterMs: outcome.afterMs } : {}),
    });
  }
  const { status, message, code, record } = outcome;
  return new SyncError(refusedCode(status), message, { status, serverCode: code, serverRecord: record });
}

const codes = {
  unauthorized: 'authentication-required',
  later: 'server-failed',
  unreachable: 'connection-failed',
} as const satisfies Partial<Record<Undone['kind'], SyncErrorCode>>;

function refusedCode(status: number): SyncErrorCode {
  if (status === 404 || status === 410) return 'record-not-found';
  return status === 409 || status === 412 ? 'conflict' : 'request-refused';
}
