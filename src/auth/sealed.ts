/** Signed texts that leave the service and come back: for one purpose each, and for a while. */
import { jwtVerify, SignJWT } from 'jose';
import { type Claims, readClaims, skewSeconds } from './claims.ts';
import { refusing } from './refusal.ts';

/** With what it is signed, and for what: one of another purpose is none. */
export type Seal = { readonly secret: Uint8Array; readonly purpose: string };

const algorithm = 'HS256';

/** A JSON Web Token of these members. */
export const seal = (
  members: Readonly<Record<string, unknown>> & { readonly sub: string },
  { secret, purpose }: Seal,
  { from, seconds }: { readonly from: number; readonly seconds: number },
): Promise<string> =>
  new SignJWT({ ...members, iss: purpose, aud: purpose, iat: from, nbf: from, exp: from + seconds })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
    .sign(secret);

/**
 * The members of a text that was sealed for this purpose, up to `graceSeconds` after its end.
 *
 * @throws ProblemError `authentication_required`
 */
export async function unseal(
  text: string,
  { secret, purpose }: Seal,
  { nowMs, graceSeconds = 0 }: { readonly nowMs: number; readonly graceSeconds?: number },
): Promise<Claims> {
  const options = {
    issuer: purpose,
    audience: purpose,
    algorithms: [algorithm],
    clockTolerance: skewSeconds + graceSeconds,
    currentDate: new Date(nowMs),
  };
  const { payload } = await refusing(() => jwtVerify(text, secret, options));
  return readClaims(payload);
}
