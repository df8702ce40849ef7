/**
 * Codes that an app on a phone is given instead of a token, since other apps may read what is sent to it (RFC 7636).
 */
import * as oauth from 'oauth4webapi';
import { ProblemError } from '../protocol/problem.ts';
import { type Auth, sealFor } from './auth.ts';
import { seal, unseal } from './sealed.ts';
import { membersOf, type Session, sessionOf } from './session.ts';
import { nowSeconds } from './session-token.ts';

const codeSeconds = 60;

export const sealCode = (session: Session, challenge: string, auth: Auth): Promise<string> =>
  seal({ ...membersOf(session), challenge }, sealFor(auth, 'code'), { from: nowSeconds(auth), seconds: codeSeconds });

/**
 * The session of a code, for who knows what its challenge was made of.
 * @throws ProblemError `authentication_required`
 */
export async function unsealCode(code: string, verifier: string, auth: Auth): Promise<Session> {
  const claims = await unseal(code, sealFor(auth, 'code'), auth.outside());
  // The clients of Azure Mobile Apps write challenges in the base64 that is not for addresses.
  const challenge = String(claims.challenge).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  if (challenge === (await oauth.calculatePKCECodeChallenge(verifier))) return sessionOf(claims);
  throw new ProblemError('authentication_required', 'The code is for another "code_verifier".');
}
