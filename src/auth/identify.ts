/** Who a request is from. */
import { decodeJwt } from 'jose';
import type { Principal } from '../core/principal.ts';
import { ProblemError } from '../protocol/problem.ts';
import { type Auth, sealFor } from './auth.ts';
import { bearerToken } from './bearer.ts';
import { readForeignSession } from './foreign-session.ts';
import { refusing } from './refusal.ts';
import { unseal } from './sealed.ts';
import { type Session, sessionOf } from './session.ts';

/**
 * Who the request is from; undefined for one without a token.
 * @throws ProblemError `authentication_required` for a bad one
 */
export async function identify(headers: Headers, auth: Auth): Promise<Principal | undefined> {
  const found = await readHeaders(headers, auth);
  return found && { id: found.session.userId };
}

/** What the token of a request says, until `exp`, in seconds; undefined for none. */
export async function readHeaders(
  headers: Headers,
  auth: Auth,
): Promise<{ readonly session: Session; readonly exp: number } | undefined> {
  const token = bearerToken(headers);
  if (token === undefined) return undefined;
  const { trusted, issuer, secret } = auth.settings;
  const outside = auth.outside();
  const named = (await refusing(async () => decodeJwt(token))).iss;
  // Whatever it names, only the one way in which that issuer signs will do.
  if (named === issuer && secret !== undefined) {
    const claims = await unseal(token, sealFor(auth), outside);
    return { session: sessionOf(claims), exp: claims.exp };
  }
  const from = trusted.find((each) => each.issuer === named);
  if (from === undefined) {
    throw new ProblemError('authentication_required', 'The token is of an issuer that this service does not know.');
  }
  return readForeignSession(token, from, outside);
}
