/** Users of other issuers, whose tokens are taken as they are. */
import { readForeignToken } from './foreign-token.ts';
import type { Outside } from './outside.ts';
import { type Session, textOf } from './session.ts';
import type { TrustedIssuer } from './settings.ts';
import { userIdOf } from './user-id.ts';

/**
 * Who the token is for, called as after a sign-in here; `exp` in seconds.
 * @throws ProblemError `authentication_required`
 */
export async function readForeignSession(
  token: string,
  from: TrustedIssuer,
  outside: Outside,
): Promise<{ readonly session: Session; readonly exp: number }> {
  const { iss, sub, exp, iat = 0, name, email } = await readForeignToken(token, from, outside);
  const userId = await userIdOf(iss, sub);
  return { session: { userId, provider: iss, since: iat, name: textOf(name), email: textOf(email) }, exp };
}
