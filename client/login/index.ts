/** Users who sign in and out: what an app imports as `tidemark/client/login`. */
import type { ClientOptions } from '../client-options.ts';
import { realEnvironment } from '../environment.ts';
import { parseServiceUrl } from '../service-url.ts';
import { createSend } from '../transport/transport.ts';
import { type LoginStorage, openKeptLogin } from './kept-login.ts';
import { LoginClient } from './login-client.ts';

export type { LoginStorage } from './kept-login.ts';
export type { ProviderToken } from './login-by-token.ts';
export type { LoginOptions } from './login-client.ts';
export type { LoginProvider } from './providers.ts';
export { LoginClient };

export type LoginClientOptions = Omit<ClientOptions, 'user' | 'tokens'> & {
  /** Where it is kept who is signed in; `localStorage`, or nowhere where there is none. */
  readonly loginStorage?: LoginStorage;
};

/**
 * A client of one service for whoever signs in; of the user who is signed in on this device, if there is one.
 *
 * @example
 * const client = await openLoginClient<typeof tables>({ url: 'https://todo.example.org', store: indexedDbStore() });
 * button.onclick = () => client.login('google');
 */
export async function openLoginClient<Tables extends object>({
  loginStorage,
  ...options
}: LoginClientOptions): Promise<LoginClient<Tables>> {
  const { fetch, now } = { ...realEnvironment, ...options.environment };
  const url = parseServiceUrl(options.url);
  const { protocol = '3.0', timeoutMs = 60_000 } = options;
  const send = createSend({ url, protocol, fetch, tokens: undefined, timeoutMs, now, seen: { heads: [] } });
  const kept = openKeptLogin(`tidemark login ${url}`, loginStorage);
  return new LoginClient({ options, url, kept, send }, await kept.read());
}
