/** The token that a request brings. */
import { ProblemError } from '../protocol/problem.ts';

const maxTokenLength = 8192;

/**
 * The token, of `X-ZUMO-AUTH` or else of `Authorization: Bearer`; undefined for none. Never from an address.
 *
 * @throws ProblemError `authentication_required` for credentials that are no such token.
 */
export function bearerToken(headers: Headers): string | undefined {
  const own = headers.get('X-ZUMO-AUTH');
  const standard = headers.get('Authorization');
  if (own === null && standard === null) return undefined;
  const token = own ?? /^Bearer +(?<token>\S+) *$/i.exec(standard ?? '')?.groups?.token;
  if (token === undefined) throw new ProblemError('authentication_required', 'Send the token as "Bearer" and a blank.');
  if (token.length <= maxTokenLength && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return token;
  throw new ProblemError('authentication_required', 'The token is not a signed JSON Web Token.');
}
