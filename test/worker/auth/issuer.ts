/**
 * An issuer of tokens that is asked by a `fetch` of its own: its keys, what it publishes, and what goes wrong with it.
 */
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** The public half does not say for which way of signing it is, as of many issuers. */
export type KeyPair = { readonly kid: string; readonly sign: CryptoKey; readonly jwk: JWK };

export async function makeKey(kid: string): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  return { kid, sign: privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig' } };
}

export type Issuer = {
  readonly url: string;
  /** Those that it publishes now. */
  keys: readonly KeyPair[];
  isDown: boolean;
  /** The addresses that were asked, without their queries. */
  readonly asked: string[];
  /** What else it answers, by address. */
  readonly answers: Map<string, (request: Request) => Response | Promise<Response>>;
  readonly fetch: typeof globalThis.fetch;
};

export function openIssuer(url: string, keys: readonly KeyPair[]): Issuer {
  const issuer: Issuer = {
    url,
    keys,
    isDown: false,
    asked: [],
    answers: new Map(),
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const address = request.url.split('?')[0] ?? '';
      issuer.asked.push(address);
      if (issuer.isDown) throw new TypeError('The network is down.');
      if (address === `${url}/.well-known/openid-configuration`) return Response.json(publishedBy(url));
      if (address === `${url}/keys`) return Response.json({ keys: issuer.keys.map(({ jwk }) => jwk) });
      return (await issuer.answers.get(address)?.(request)) ?? new Response('Nothing is here.', { status: 404 });
    },
  };
  return issuer;
}

const publishedBy = (url: string) => ({
  issuer: url,
  authorization_endpoint: `${url}/authorize`,
  token_endpoint: `${url}/token`,
  jwks_uri: `${url}/keys`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
});

/** A token with these claims; those that are undefined are left out. */
export const signToken = (
  claims: Readonly<Record<string, unknown>>,
  { kid, sign }: KeyPair,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> =>
  new SignJWT(JSON.parse(JSON.stringify(claims))).setProtectedHeader({ alg: 'RS256', kid, ...header }).sign(sign);
