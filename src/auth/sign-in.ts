/**
 * A sign-in by the provider's own pages: the authorization code flow with PKCE (OAuth 2.1, OpenID Connect Core §3.1).
 */
import * as oauth from 'oauth4webapi';
import type { Destination } from './destination.ts';
import { type Identity, identityOfProfile, identityOfToken } from './identity.ts';
import type { Outside } from './outside.ts';
import type { Pending } from './pending.ts';
import { answering } from './provider-answer.ts';
import { openProvider } from './provider-client.ts';
import type { Provider } from './settings.ts';

/** Where to send the browser, and what it must bring back. @throws ProblemError `provider_unavailable` */
export async function beginSignIn(
  provider: Provider,
  { redirectUri, destination }: { readonly redirectUri: string; readonly destination: Destination },
  outside: Outside,
): Promise<{ readonly address: string; readonly pending: Pending }> {
  const { server } = await openProvider(provider, outside);
  const verifier = oauth.generateRandomCodeVerifier();
  const pending: Pending = {
    provider: provider.name,
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier,
    destination,
  };
  const address = new URL(server.authorization_endpoint ?? '', provider.issuer);
  const asked = {
    response_type: 'code',
    client_id: provider.clientId,
    redirect_uri: redirectUri,
    scope: provider.scope,
    state: pending.state,
    ...(provider.kind === 'openid' ? { nonce: pending.nonce } : {}),
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  return { address: address.href, pending };
}

/**
 * Who came back from the provider.
 *
 * @throws ProblemError `forbidden` if the provider did not sign in, `authentication_required` if its answer is not
 * valid.
 */
export async function finishSignIn(
  provider: Provider,
  {
    redirectUri,
    pending,
    callback,
  }: { readonly redirectUri: string; readonly pending: Pending; readonly callback: URL },
  outside: Outside,
): Promise<Identity> {
  const { server, client, proof, asking } = await openProvider(provider, outside);
  const isOpenId = provider.kind === 'openid';
  const answer = await answering(provider.name, async () => {
    const parameters = oauth.validateAuthResponse(server, client, callback, pending.state);
    const { verifier } = pending;
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      proof,
      parameters,
      redirectUri,
      verifier,
      asking,
    );
    const expected = isOpenId ? { expectedNonce: pending.nonce, requireIdToken: true } : {};
    return oauth.processAuthorizationCodeResponse(server, client, response, expected);
  });
  return isOpenId
    ? identityOfToken(answer.id_token ?? '', provider, outside)
    : identityOfProfile(answer.access_token, provider, outside);
}
