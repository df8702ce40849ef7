/** `GET /.auth/login/{provider}/callback`: where the provider sends the browser back to. */
import type { Context } from 'hono';
import type { Auth } from '../../auth/auth.ts';
import { completionOf } from '../../auth/completion.ts';
import { returned } from '../../auth/returned.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { orProblem } from '../../http/on-error.ts';
import { completionPage } from './pages.ts';
import { findProvider, redirectUriOf } from './provider.ts';
import { takeSignIn } from './sign-in-cookie.ts';

/** Tells whoever has asked for the sign-in how it went, also when it failed. */
export async function callback(c: Context<AppEnv>, auth: Auth): Promise<Response> {
  const provider = findProvider(c, auth);
  const address = { redirectUri: redirectUriOf(c, provider), callback: new URL(c.req.url) };
  const { destination, finish } = await returned(takeSignIn(c), provider, address, auth);
  const caller = { environment: c.get('environment'), requestId: c.get('requestId') };
  const result = await orProblem(finish, c.req, caller);
  const completion = await completionOf(result, destination, auth);
  return completion.kind === 'redirect' ? c.redirect(completion.address) : completionPage(c, completion);
}
