/** What the service answers online, or the error that stands for it. */
import type { Json } from '../../src/protocol/column-kind.ts';
import type { Device } from '../sync/device.ts';
import { SyncError } from '../sync-error.ts';
import type { Undone } from './outcome.ts';
import type { WireRequest } from './request.ts';

/** The body of the answer, if it has one. @throws SyncError */
export async function answer({ send }: Device, request: WireRequest): Promise<Json | undefined> {
  const outcome = await send(request);
  if (outcome.kind === 'done') return outcome.body ?? undefined;
  throw new SyncError(codeOf(outcome), outcome.message, outcome);
}

function codeOf(outcome: Undone): (typeof codes)[keyof typeof codes] | 'record-not-found' | 'conflict' {
  const { kind, status } = outcome;
  if (kind === 'refused' && (status === 404 || status === 410)) return 'record-not-found';
  return kind === 'refused' && (status === 409 || status === 412) ? 'conflict' : codes[kind];
}

const codes = {
  refused: 'request-refused',
  authentication: 'authentication-required',
  server: 'server-failed',
  network: 'connection-failed',
  signal: 'cancelled-by-signal',
} as const;
