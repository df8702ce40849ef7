/** Why a token is no good, as the client is told. */
import { errors } from 'jose';
import { ProblemError } from '../protocol/problem.ts';

/** What `check` gives; where jose refuses the token, a ProblemError `authentication_required` says why. */
export async function refusing<T>(check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    throw error instanceof errors.JOSEError ? refusal(error) : error;
  }
}

const refusal = (cause: errors.JOSEError): ProblemError =>
  new ProblemError('authentication_required', reasonOf(cause), { cause });

function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired; refresh it, or sign in again.';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return `The token is not for this service now: its "${error.claim}" is ${error.reason === 'missing' ? 'missing' : 'wrong'}.`;
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return 'The token is not signed in the way that its issuer signs.';
  if (error instanceof errors.JWKSNoMatchingKey) return 'The token is signed with no key that its issuer has.';
  return 'The token is not signed by its issuer.';
}
