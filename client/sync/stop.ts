/** Which error ends a push or a pull that got no decision. */
import { SyncError, type SyncErrorCode } from '../sync-error.ts';
import type { Outcome } from '../transport/outcome.ts';

const stops = {
  done: 'cancelled-by-network',
  refused: 'cancelled-by-server',
  unauthorized: 'cancelled-by-authentication',
  later: 'cancelled-by-server',
  unreachable: 'cancelled-by-network',
  aborted: 'cancelled-by-signal',
} as const satisfies Record<Outcome['kind'], SyncErrorCode>;

/** The error of a push or a pull that this outcome has ended. */
export function stopOf(outcome: Outcome): SyncError {
  const message = outcome.kind === 'done' ? 'The answer is not from the service: it is no record.' : undefined;
  return new SyncError(stops[outcome.kind], 'message' in outcome ? outcome.message : message, {
    ...('cause' in outcome ? { cause: outcome.cause } : {}),
    ...('status' in outcome ? { status: outcome.status } : {}),
    ...(outcome.kind === 'later' ? { retryAfterMs: outcome.afterMs } : {}),
  });
}
