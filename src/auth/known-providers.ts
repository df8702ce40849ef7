/** The providers that the clients of Azure Mobile Apps know by name: where they are, and what they are asked for. */
import type { OAuthProvider, OpenIdProvider } from './settings.ts';

/** What of a provider is the same for every app. */
type KnownProvider =
  | (Pick<OpenIdProvider, 'kind' | 'scope'> & { readonly issuer: string | undefined })
  | Omit<OAuthProvider, 'name' | 'clientId' | 'clientSecret'>;

/** What any provider of OpenID Connect takes; its issuer is for the app to say. */
export const anyOpenId: KnownProvider = { kind: 'openid', scope: 'openid profile email', issuer: undefined };

export const knownProviders: ReadonlyMap<string, KnownProvider> = new Map<string, KnownProvider>([
  ['google', { ...anyOpenId, issuer: 'https://accounts.google.com' }],
  // The tenant of all personal accounts.
  [
    'microsoftaccount',
    { ...anyOpenId, issuer: 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0' },
  ],
  // Each tenant is an issuer of its own.
  ['aad', anyOpenId],
  [
    'facebook',
    {
      kind: 'oauth',
      scope: 'public_profile email',
      issuer: 'https://www.facebook.com',
      authorizeUrl: 'https://www.facebook.com/v23.0/dialog/oauth',
      tokenUrl: 'https://graph.facebook.com/v23.0/oauth/access_token',
      secretIn: 'body',
      profileUrl: 'https://graph.facebook.com/v23.0/me?fields=id,name,email',
      inspectUrl: 'https://graph.facebook.com/v23.0/debug_token',
    },
  ],
  [
    'twitter',
    {
      kind: 'oauth',
      scope: 'users.read tweet.read',
      issuer: 'https://x.com',
      authorizeUrl: 'https://x.com/i/oauth2/authorize',
      tokenUrl: 'https://api.x.com/2/oauth2/token',
      secretIn: 'header',
      profileUrl: 'https://api.x.com/2/users/me',
    },
  ],
]);
