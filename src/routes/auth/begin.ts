/** `GET /.auth/login/{provider}`: sends the browser to the provider's own pages. */
import type { Context } from 'hono';
import { type Auth, sealFor } from '../../auth/auth.ts';
import { parseDestination } from '../../auth/destination.ts';
import { sealPending } from '../../auth/pending.ts';
import { beginSignIn } from '../../auth/sign-in.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { allowedBy, findProvider, redirectUriOf } from './provider.ts';
import { keepSignIn } from './sign-in-cookie.ts';

export async function begin(c: Context<AppEnv>, auth: Auth): Promise<Response> {
  const provider = findProvider(c, auth);
  const destination = parseDestination(c.get('params'), allowedBy(c, auth));
  const outside = auth.outside();
  const redirectUri = redirectUriOf(c, provider);
  const { address, pending } = await beginSignIn(provider, { redirectUri, destination }, outside);
  keepSignIn(c, await sealPending(pending, sealFor(auth, 'sign-in'), Math.floor(outside.nowMs / 1000)));
  return c.redirect(address);
}
