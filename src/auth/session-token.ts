/** Tokens of this service, from the sign-in on. */
import { ProblemError } from '../protocol/problem.ts';
import { type Auth, sealFor } from './auth.ts';
import type { Identity } from './identity.ts';
import { seal, unseal } from './sealed.ts';
import { membersOf, type Session, sessionOf } from './session.ts';
import { userIdOf } from './user-id.ts';

const hour = 3600;
const day = 24 * hour;

/** What clients are given when somebody has signed in. */
type Login = { readonly authenticationToken: string; readonly user: { readonly userId: string } };

/** The session that begins now. */
export async function beginSession(
  { issuer, subject, name, email }: Identity,
  provider: string,
  auth: Auth,
): Promise<Session> {
  return { userId: await userIdOf(issuer, subject), provider, since: nowSeconds(auth), name, email };
}

export async function loginOf(session: Session, auth: Auth): Promise<Login> {
  const { tokenSeconds = hour } = auth.settings;
  const authenticationToken = await seal(membersOf(session), sealFor(auth), {
    from: nowSeconds(auth),
    seconds: tokenSeconds,
  });
  return { authenticationToken, user: { userId: session.userId } };
}

/**
 * A new token for one that is good, or was a while ago.
 *
 * @throws ProblemError `authentication_required` if it is neither, `forbidden` when the sign-in itself is too old.
 */
export async function refreshed(token: string, auth: Auth): Promise<Login> {
  const { graceSeconds = 3 * day, sessionSeconds = 30 * day } = auth.settings;
  const session = sessionOf(await unseal(token, sealFor(auth), { nowMs: auth.outside().nowMs, graceSeconds }));
  if (session.since + sessionSeconds > nowSeconds(auth)) return loginOf(session, auth);
  throw new ProblemError('forbidden', 'The sign-in is too old to go on; sign in again.');
}

export const nowSeconds = (auth: Auth): number => Math.floor(auth.outside().nowMs / 1000);
