/** A sign-in that has left for its provider: what must be known when it comes back, in a cookie of its browser. */
import { ProblemError } from '../protocol/problem.ts';
import type { Destination } from './destination.ts';
import { type Seal, seal, unseal } from './sealed.ts';

export type Pending = {
  /** The provider's name. */
  readonly provider: string;
  /** What the provider gives back, so that nobody ends in this browser what was begun in another. */
  readonly state: string;
  /** What must be in the ID token. */
  readonly nonce: string;
  /** What the challenge was made of. */
  readonly verifier: string;
  readonly destination: Destination;
};

/** How long somebody may take to sign in. */
export const pendingSeconds = 600;

const sub = 'sign-in';

export const sealPending = (pending: Pending, key: Seal, nowSeconds: number): Promise<string> =>
  seal({ sub, pending: JSON.stringify(pending) }, key, { from: nowSeconds, seconds: pendingSeconds });

/** @throws ProblemError `invalid_query` if there is none, or none of this provider, or it is too old. */
export async function unsealPending(cookie: string, provider: string, key: Seal, nowMs: number): Promise<Pending> {
  const { pending } = await unseal(cookie, key, { nowMs }).catch((cause: unknown) => {
    throw notBegun(cause);
  });
  const found: Pending = JSON.parse(String(pending));
  if (found.provider !== provider) throw notBegun();
  return found;
}

const notBegun = (cause?: unknown): ProblemError =>
  new ProblemError('invalid_query', 'This browser began no such sign-in in the last ten minutes; start again.', {
    cause,
  });
