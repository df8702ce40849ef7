/** The tokens of one user, for the client that sends this user's edits. */
import { SyncError } from '../sync-error.ts';
import type { Send, TokenSource } from '../transport/request.ts';
import type { KeptLogin } from './kept-login.ts';
import { type Login, readLogin } from './login.ts';

/**
 * What is kept for the user, never the token of somebody else who has signed in since: edits are sent as who made them,
 * or stay.
 */
export function loginTokens(userId: string, kept: KeptLogin, send: Send): TokenSource {
  const token = async (): Promise<string> => {
    const login = await kept.read();
    if (login?.user.userId === userId) return login.authenticationToken;
    throw new Error('The user is not signed in any more.');
  };
  const refresh = async (): Promise<string | undefined> => {
    const fresh = await refreshed(send, await token());
    if (fresh?.user.userId !== userId) return undefined;
    await kept.write(fresh);
    return fresh.authenticationToken;
  };
  return { token, refresh };
}

/** Undefined when the service gives none: the user has to sign in again. @throws SyncError `cancelled-by-network` */
async function refreshed(send: Send, token: string): Promise<Login | undefined> {
  const outcome = await send({ method: 'GET', address: '/.auth/refresh', headers: { 'X-ZUMO-AUTH': token } });
  if (outcome.kind === 'done') return readLogin(outcome.body);
  if (outcome.kind === 'authentication' || outcome.kind === 'refused') return undefined;
  throw new SyncError('cancelled-by-network', outcome.message, outcome);
}
