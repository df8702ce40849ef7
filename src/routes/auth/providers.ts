/** `GET /.auth/login`: by whom users can sign in, so that apps can let them choose. */
import type { Context } from 'hono';
import { type Auth, requireSecret } from '../../auth/auth.ts';
import type { AppEnv } from '../../http/app-env.ts';

/** Names and nothing else: what else is known of a provider is between it and the service. */
export async function listProviders(c: Context<AppEnv>, auth: Auth): Promise<Response> {
  requireSecret(auth);
  return c.json({ providers: auth.settings.providers.map(({ name }) => ({ name })) });
}
