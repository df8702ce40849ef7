/** What it takes to find out who asks. */
import { ProblemError } from '../protocol/problem.ts';
import { openIssuers } from './issuers.ts';
import type { Outside } from './outside.ts';
import type { Seal } from './sealed.ts';
import type { AuthSettings } from './settings.ts';

export type Auth = {
  readonly settings: AuthSettings;
  readonly outside: () => Outside;
};

export function openAuth(settings: AuthSettings, now: () => number): Auth {
  const fetch: typeof globalThis.fetch = settings.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const issuers = openIssuers(fetch, now);
  return { settings, outside: () => ({ fetch, issuers, nowMs: now() }) };
}

/** What signs here. @throws ProblemError `unknown_route` without it */
export function requireSecret({ settings: { secret } }: Auth): Uint8Array {
  if (secret !== undefined) return secret;
  throw new ProblemError('unknown_route', 'Nobody signs in here: AUTH_SECRET is not set.');
}

/**
 * The key of what is sealed here for this purpose; for none, of tokens.
 * @throws ProblemError `unknown_route` without a secret
 */
export function sealFor(auth: Auth, purpose?: 'sign-in' | 'code'): Seal {
  const { issuer } = auth.settings;
  return { secret: requireSecret(auth), purpose: purpose === undefined ? issuer : `${issuer}#${purpose}` };
}
