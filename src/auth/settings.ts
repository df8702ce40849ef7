/** What an app says of its users: who vouches for them, and how long they stay signed in. */

/** Signatures by a key pair. Those by a secret are for this service's own tokens alone. */
export const signatureAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA'] as const;
export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];

/** Whose tokens are taken as they are, instead of a sign-in here. */
export type TrustedIssuer = {
  /** The `iss` of its tokens, to the letter; below it is what describes its keys, unless `keys` says where they are. */
  readonly issuer: string;
  /** One of them must be in the `aud` of a token. */
  readonly audiences: readonly string[];
  /** The one way in which it signs. */
  readonly algorithm: SignatureAlgorithm;
  /** The address of its JSON Web Key Set. */
  readonly keys?: string;
};

type ProviderBase = {
  /** As in `/.auth/login/{name}`. */
  readonly name: string;
  readonly clientId: string;
  readonly scope: string;
};

/** A provider of OpenID Connect; everything else is read from below its issuer. */
export type OpenIdProvider = ProviderBase & {
  readonly kind: 'openid';
  readonly issuer: string;
  /** None for a public client. */
  readonly clientSecret: string | undefined;
  readonly algorithm: SignatureAlgorithm;
};

/** A provider of plain OAuth 2.0, which says who a user is at an address of its own. */
export type OAuthProvider = ProviderBase & {
  readonly kind: 'oauth';
  readonly clientSecret: string;
  /** Stands for the provider in what users are called; it never changes. */
  readonly issuer: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly secretIn: 'header' | 'body';
  readonly profileUrl: string;
  /** Where it says for which app a token was made; without it, tokens that a device brings are refused. */
  readonly inspectUrl?: string;
};

export type Provider = OpenIdProvider | OAuthProvider;

export type AuthSettings = {
  /** Signs the tokens of this service; at least 32 bytes. Without it nobody signs in here. */
  readonly secret: Uint8Array | undefined;
  /** `iss` and `aud` of those tokens. */
  readonly issuer: string;
  readonly trusted: readonly TrustedIssuer[];
  readonly providers: readonly Provider[];
  /** Where a sign-in may end, besides on pages of this service: origins and patterns, `my-app://easyauth.callback`. */
  readonly origins: readonly string[];
  /** How long a token is good; an hour. */
  readonly tokenSeconds?: number;
  /** How long after that it can still be exchanged for a new one; three days. */
  readonly graceSeconds?: number;
  /** How long after the sign-in; thirty days. */
  readonly sessionSeconds?: number;
  /** The way to the providers; the real one. */
  readonly fetch?: typeof globalThis.fetch;
};

/** The `iss` and `aud` that the servers of Azure Mobile Apps have on a developer's machine. */
export const defaultIssuer = 'urn:microsoft:windows-azure:zumo';
