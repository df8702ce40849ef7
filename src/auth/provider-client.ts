/** This service, as a provider knows it. */
import * as oauth from 'oauth4webapi';
import { type Ask, askingWith } from './ask.ts';
import { isLocal } from './issuers.ts';
import type { Outside } from './outside.ts';
import type { OAuthProvider, Provider } from './settings.ts';

type ProviderClient = {
  readonly server: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  /** How it proves to be the app. */
  readonly proof: oauth.ClientAuth;
  /** How to ask. */
  readonly asking: { readonly [oauth.customFetch]: Ask; readonly [oauth.allowInsecureRequests]: boolean };
};

/** @throws ProblemError `provider_unavailable` if its addresses cannot be read. */
export async function openProvider(provider: Provider, { issuers, fetch }: Outside): Promise<ProviderClient> {
  const server = provider.kind === 'openid' ? await issuers.addresses(provider.issuer) : addressesOf(provider);
  const algorithm = provider.kind === 'openid' ? { id_token_signed_response_alg: provider.algorithm } : {};
  return {
    server,
    client: { client_id: provider.clientId, ...algorithm },
    proof: proofOf(provider.clientSecret, server),
    asking: { [oauth.customFetch]: askingWith(fetch), [oauth.allowInsecureRequests]: isLocal(provider.issuer) },
  };
}

const addressesOf = ({ issuer, authorizeUrl, tokenUrl, secretIn }: OAuthProvider): oauth.AuthorizationServer => ({
  issuer,
  authorization_endpoint: authorizeUrl,
  token_endpoint: tokenUrl,
  token_endpoint_auth_methods_supported: [secretIn === 'body' ? 'client_secret_post' : 'client_secret_basic'],
});

function proofOf(secret: string | undefined, server: oauth.AuthorizationServer): oauth.ClientAuth {
  if (secret === undefined) return oauth.None();
  const methods = server.token_endpoint_auth_methods_supported;
  // What names no method takes the header (OpenID Connect Discovery 1.0 §3).
  const isHeader = methods === undefined || methods.includes('client_secret_basic');
  return isHeader ? oauth.ClientSecretBasic(secret) : oauth.ClientSecretPost(secret);
}
