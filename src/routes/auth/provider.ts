/** Which provider an address below `/.auth/login` names, and where a sign-in may end. */
import type { Context } from 'hono';
import type { Auth } from '../../auth/auth.ts';
import type { Allowed } from '../../auth/destination.ts';
import type { Provider } from '../../auth/settings.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { ProblemError } from '../../protocol/problem.ts';

/** Names that old clients send. */
const aliases = new Map([['windowsazureactivedirectory', 'aad']]);

/** @throws ProblemError `unknown_route` for one that is not configured. */
export function findProvider(c: Context<AppEnv>, { settings: { providers } }: Auth): Provider {
  const asked = (c.req.param('provider') ?? '').toLowerCase();
  const name = aliases.get(asked) ?? asked;
  const found = providers.find((provider) => provider.name === name);
  if (found !== undefined) return found;
  const there = providers.map((provider) => provider.name).join(', ') || 'none';
  throw new ProblemError(
    'unknown_route',
    `Nobody signs in by "${name}" here. Providers that are configured: ${there}.`,
  );
}

export const allowedBy = (c: Context<AppEnv>, { settings: { origins } }: Auth): Allowed => ({
  own: new URL(c.req.url).origin,
  origins,
});

/** Where the provider sends the browser back to; it knows this address. */
export const redirectUriOf = (c: Context<AppEnv>, { name }: Provider): string =>
  `${new URL(c.req.url).origin}/.auth/login/${name}/callback`;
