/** What every good token says, whoever made it. */
import type { JWTPayload } from 'jose';
import { ProblemError } from '../protocol/problem.ts';

export type Claims = JWTPayload & { readonly iss: string; readonly sub: string; readonly exp: number };

/** How far clocks may be apart. */
export const skewSeconds = 60;

/** @throws ProblemError `authentication_required` for a token of nobody, or for ever. */
export function readClaims(payload: JWTPayload): Claims {
  const { iss, sub, exp } = payload;
  if (exp === undefined) throw new ProblemError('authentication_required', 'The token has no "exp"; it must expire.');
  if (iss !== undefined && isSubject(sub)) return { ...payload, iss, sub, exp };
  throw new ProblemError('authentication_required', 'The token does not say in "sub" whose it is.');
}

/** Types alone do not tell: jose leaves it as it was in the token. */
const isSubject = (sub: unknown): sub is string => typeof sub === 'string' && sub !== '' && sub.length <= 255;
