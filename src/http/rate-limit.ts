/** Refuses what is asked too often. */
import type { Context, MiddlewareHandler } from 'hono';
import { ProblemError } from '../protocol/problem.ts';
import { addressKey } from './address-key.ts';
import type { AppEnv } from './app-env.ts';
import type { RateLimiter, RateLimits } from './limits.ts';
import { logError } from './log.ts';

/** A batch counts once for so many requests in it. */
const requestsOfOne = 100;

/** Refuses with 429 what comes from an address too often; where the network names no address, nothing is counted. */
export function limitAddresses<Bindings extends object>(
  limitsOf: (env: Bindings) => RateLimits,
): MiddlewareHandler<AppEnv<Bindings>> {
  return function limitAddresses(c, next) {
    const limits = limitsOf(c.env);
    if (limits.perAddress === undefined && limits.perUser === undefined) return next();
    c.set('limits', limits);
    const address = c.req.header('CF-Connecting-IP');
    if (address === undefined) return next();
    return count(c, limits.perAddress, `address ${addressKey(address)}`).then(next);
  };
}

/** Refuses with 429 what a user asks too often. */
export const limitUsers: MiddlewareHandler<AppEnv> = function limitUsers(c, next) {
  return c.get('limits') === undefined ? next() : countUser(c).then(next);
};

/** Counts a batch, beyond the one request that it is. */
export async function countBatch(c: Context<AppEnv>, requests: number): Promise<void> {
  for (let counted = requestsOfOne; counted < requests; counted += requestsOfOne) await countUser(c);
}

async function countUser(c: Context<AppEnv>): Promise<void> {
  const principal = c.get('principal');
  if (principal !== undefined) await count(c, c.get('limits')?.perUser, `user ${principal.id}`);
}

/** @throws ProblemError `too_many_requests`. A limiter that fails lets everything pass: it is no lock. */
async function count<Bindings extends object>(
  c: Context<AppEnv<Bindings>>,
  limiter: RateLimiter | undefined,
  key: string,
): Promise<void> {
  if (limiter === undefined) return;
  const { success } = await limiter.limit({ key }).catch((cause: unknown) => {
    logError(new Error('A rate limiter failed.', { cause }), c.req, c.get('requestId'));
    return { success: true };
  });
  if (success) return;
  const { periodSeconds: retryAfterSeconds = 60 } = c.get('limits') ?? {};
  const detail = `Too many requests; send this one again in ${retryAfterSeconds} seconds.`;
  throw new ProblemError('too_many_requests', detail, { retryAfterSeconds });
}
