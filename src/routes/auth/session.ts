/** `/.auth/me`, `/.auth/refresh` and `/.auth/logout`: what becomes of a sign-in. */
import type { Context } from 'hono';
import type { Auth } from '../../auth/auth.ts';
import { bearerToken } from '../../auth/bearer.ts';
import { allowedAddress } from '../../auth/destination.ts';
import { readHeaders } from '../../auth/identify.ts';
import { refreshed } from '../../auth/session-token.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { ProblemError } from '../../protocol/problem.ts';
import { allowedBy } from './provider.ts';

/** Who asks, in the shape of Azure App Service; without tokens of the provider, which are not kept. */
export async function me(c: Context<AppEnv>, auth: Auth): Promise<Response> {
  const found = await readHeaders(c.req.raw.headers, auth);
  if (found === undefined) throw new ProblemError('authentication_required', 'Sign in first.');
  const { userId, provider, name, email } = found.session;
  const claims = Object.entries({ sub: userId, name, email }).flatMap(([typ, val]) =>
    val === undefined ? [] : [{ typ, val }],
  );
  const expires = new Date(found.exp * 1000).toISOString();
  return c.json([{ provider_name: provider, user_id: userId, expires_on: expires, user_claims: claims }]);
}

/** A new token for the one that is sent, which may have expired a while ago. */
export async function refresh(c: Context<AppEnv>, auth: Auth): Promise<Response> {
  const token = bearerToken(c.req.raw.headers);
  if (token === undefined) throw new ProblemError('authentication_required', 'Send the token that is to be refreshed.');
  return c.json(await refreshed(token, auth));
}

/**
 * Sends the browser on. There is nothing to end here: who has the token is signed in until it expires, so clients
 * forget it.
 */
export async function logout(c: Context<AppEnv>, auth: Auth): Promise<Response> {
  const asked = c.get('params').find(({ name }) => name === 'post_logout_redirect_uri')?.value;
  const field = 'post_logout_redirect_uri';
  return c.redirect(asked === undefined ? '/.auth/logout/done' : allowedAddress(asked, field, allowedBy(c, auth)));
}
