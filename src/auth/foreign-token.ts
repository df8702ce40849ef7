/** Tokens of other issuers: ID tokens of providers, and access tokens that are taken as they are. */
import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { type Claims, readClaims, skewSeconds } from './claims.ts';
import { type Issuers, isUnknownKey } from './issuers.ts';
import { refusing } from './refusal.ts';
import type { TrustedIssuer } from './settings.ts';

/**
 * The claims of a token that this issuer has signed for one of its audiences, and that is good now. What a token says
 * of its own key is never followed: `alg` must be what is expected, `kid` only chooses among known keys, and `jwk`,
 * `jku` and `x5u` count for nothing.
 *
 * @throws ProblemError `authentication_required`, or `provider_unavailable` while the keys cannot be had.
 */
export async function readForeignToken(
  token: string,
  { issuer, audiences, algorithm, keys: address }: TrustedIssuer,
  { issuers, nowMs }: { readonly issuers: Issuers; readonly nowMs: number },
): Promise<Claims> {
  const options = {
    issuer,
    audience: [...audiences],
    algorithms: [algorithm],
    clockTolerance: skewSeconds,
    currentDate: new Date(nowMs),
  };
  const check = async (known: JWTVerifyGetKey): Promise<JWTPayload> => (await jwtVerify(token, known, options)).payload;
  const keys = issuers.keys(issuer, address);
  const payload = await refusing(async () => {
    try {
      return await check(await keys.get());
    } catch (error) {
      // The issuer may have a new key since.
      const newer = isUnknownKey(error) ? await keys.renew() : undefined;
      if (newer === undefined) throw error;
      return check(newer);
    }
  });
  return readClaims(payload);
}
