/** What a provider's answer means for the one who is signing in. */
import * as oauth from 'oauth4webapi';
import { ProblemError } from '../protocol/problem.ts';

/** What `exchange` gives; a provider's refusal is a ProblemError, a mistake in this service's settings an Error. */
export async function answering<T>(provider: string, exchange: () => Promise<T>): Promise<T> {
  try {
    return await exchange();
  } catch (error) {
    throw meaningOf(provider, error);
  }
}

function meaningOf(provider: string, cause: unknown): unknown {
  if (cause instanceof oauth.AuthorizationResponseError) {
    return new ProblemError('forbidden', `${provider} did not sign the user in: ${cause.error}.`, { cause });
  }
  if (cause instanceof oauth.ResponseBodyError && cause.error !== 'invalid_grant') {
    return new Error(`${provider} refuses this service (${cause.error}): are its id and secret right?`, { cause });
  }
  if (isRefused(cause)) {
    return new ProblemError('authentication_required', `What ${provider} answered is not valid; sign in again.`, {
      cause,
    });
  }
  return cause;
}

const isRefused = (error: unknown): boolean =>
  error instanceof oauth.ResponseBodyError ||
  error instanceof oauth.OperationProcessingError ||
  error instanceof oauth.WWWAuthenticateChallengeError;
