/** A login with a token that the device has from a provider. */
import { SyncError } from '../sync-error.ts';
import type { Send } from '../transport/request.ts';
import { type Login, readLogin } from './login.ts';

/** What a provider gives, by the name that the service knows it by: `{ id_token }` or `{ access_token }`. */
export type ProviderToken = { readonly [name: string]: string };

/** @throws SyncError `login-failed` when the service does not take the token, `connection-failed` without an answer. */
export async function loginByToken(send: Send, provider: string, token: ProviderToken): Promise<Login> {
  const address = `/.auth/login/${encodeURIComponent(provider)}`;
  const outcome = await send({ method: 'POST', address, body: { ...token } });
  const login = outcome.kind === 'done' ? readLogin(outcome.body) : undefined;
  if (login !== undefined) return login;
  if (outcome.kind === 'done') throw new SyncError('login-failed', 'The service answers with no login.');
  const isUnanswered = outcome.kind === 'network' || outcome.kind === 'server';
  throw new SyncError(isUnanswered ? 'connection-failed' : 'login-failed', outcome.message, outcome);
}
