/** By whom users can sign in to a service. */

import { SyncError } from '../sync-error.ts';
import { isRecord } from '../transport/outcome.ts';
import type { Send } from '../transport/request.ts';

/** What `login` takes is its name, which the service has given it. */
export type LoginProvider = { readonly name: string };

/** Those that the service lists; none where it lists none. @throws SyncError `connection-failed` without an answer */
export async function readProviders(send: Send): Promise<readonly LoginProvider[]> {
  const outcome = await send({ method: 'GET', address: '/.auth/login' });
  if (outcome.kind === 'network' || outcome.kind === 'server') {
    throw new SyncError('connection-failed', outcome.message, outcome);
  }
  const listed = outcome.kind === 'done' && isRecord(outcome.body) ? outcome.body.providers : undefined;
  if (!Array.isArray(listed)) return [];
  return listed.flatMap((each) => (isRecord(each) && typeof each.name === 'string' ? [{ name: each.name }] : []));
}
