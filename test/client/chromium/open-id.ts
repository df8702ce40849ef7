/** A real provider of OpenID Connect on this machine, and a service whose users sign in there. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';
import type { Page } from 'playwright';
import { type StartOptions, startWorker } from '../../node/start-worker.ts';

export const secret = 'the secret of a service on this machine';
const client = { client_id: 'tidemark', client_secret: 'what the provider gives to the service' };

export type OpenId = {
  /** The service, without a slash at the end. */
  readonly service: string;
  /** The provider's issuer. */
  readonly issuer: string;
  /** A page of the service to which the provider sends browsers for apps that ask it themselves. */
  readonly appPage: string;
  /** The ID token for a code that the provider has given at that page. */
  idToken(code: string): Promise<string>;
  stop(): Promise<void>;
};

type OpenIdOptions = {
  /** What the service calls the provider, which it knows once under each of these names; `local`. */
  readonly names?: readonly string[];
  /** The service; that of `test/worker/owned/signed.ts`, by https, which old clients need to sign in. */
  readonly service?: Pick<StartOptions, 'entry' | 'secure' | 'app'>;
};

export async function startOpenId({
  names = ['local'],
  service = { entry: 'signed.ts', secure: true },
}: OpenIdOptions = {}): Promise<OpenId> {
  let answer: RequestListener = (_, response) => response.writeHead(503).end();
  const server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The provider has no port.');
  const issuer = `http://127.0.0.1:${address.port}`;
  const settings = names.flatMap((name) => [
    [`AUTH_${name.toUpperCase()}_CLIENT_ID`, client.client_id],
    [`AUTH_${name.toUpperCase()}_CLIENT_SECRET`, client.client_secret],
    [`AUTH_${name.toUpperCase()}_ISSUER`, issuer],
  ]);
  const vars = { AUTH_SECRET: secret, ...Object.fromEntries(settings) };
  const worker = await startWorker({ folder: 'test/worker/owned', ...service, vars });
  const appPage = `${worker.url}/app`;
  const redirects = [...names.map((name) => `${worker.url}/.auth/login/${name}/callback`), appPage];
  answer = await openProvider(issuer, redirects);
  const idToken = async (code: string): Promise<string> => {
    const response = await fetch(`${issuer}/token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`${client.client_id}:${encodeURIComponent(client.client_secret)}`)}` },
      body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: appPage }),
    });
    const answered: { readonly id_token: string } = await response.json();
    return answered.id_token;
  };
  const stop = async (): Promise<void> => {
    await worker.stop();
    server.closeAllConnections();
    server.close();
  };
  return { service: worker.url, issuer, appPage, idToken, stop };
}

/** With its own pages, where anybody is who they say. */
async function openProvider(issuer: string, redirects: readonly string[]): Promise<RequestListener> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const keys = [{ ...(await exportJWK(privateKey)), kid: 'of today', alg: 'RS256', use: 'sig' }];
  const provider = new Provider(issuer, {
    clients: [{ ...client, redirect_uris: redirects, grant_types: ['authorization_code'] }],
    jwks: { keys },
    cookies: { keys: ['of the tests'] },
    // It tells of each that is not set.
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    pkce: { required: () => false },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, name: id }) }),
  });
  return provider.callback();
}

/** Signs in as this user on the pages of the provider, in a window or a tab that has come there. */
export async function signInAs(user: string, window: Page): Promise<void> {
  await window.fill('[name=login]', user);
  await window.fill('[name=password]', 'any');
  await window.click('[type=submit]');
  // Whether the app may know the user.
  await window.click('[type=submit]');
}
