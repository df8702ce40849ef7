import { decodeJwt } from 'jose';
import { calculatePKCECodeChallenge } from 'oauth4webapi';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OpenIdProvider } from '../../../src/auth/settings.ts';
import { type Clock, now, nowMs, openApp } from './app.ts';
import { type KeyPair, makeKey, openIssuer, signToken } from './issuer.ts';

const url = 'https://accounts.test';
const provider: OpenIdProvider = {
  kind: 'openid',
  name: 'google',
  issuer: url,
  clientId: 'the-app',
  clientSecret: 'the secret',
  scope: 'openid email',
  algorithm: 'RS256',
};
const origins = ['https://app.test', 'https://*.apps.test', 'my-app://easyauth.callback', '*', 'null'];

let key: KeyPair;
beforeAll(async () => {
  key = await makeKey('k1');
});

/** A browser that signs in as `ann` at a provider that answers with `claims` and `grant`. */
function openBrowser(claims: Readonly<Record<string, unknown>> = {}, clock: Clock = { ms: nowMs }) {
  const issuer = openIssuer(url, [key]);
  const ask = openApp({ providers: [provider], origins, fetch: issuer.fetch }, clock);
  let cookie = '';
  const go = async (address: string): Promise<Response> => {
    const answer = await ask(address, { headers: { Cookie: cookie } });
    cookie = answer.headers.get('Set-Cookie')?.split(';')[0] ?? cookie;
    return answer;
  };
  /** What the provider was asked, and the answer to what it sends the browser back with. */
  const signIn = async (query = '', back: Readonly<Record<string, string>> = {}) => {
    const begun = await go(`/.auth/login/google${query}`);
    const asked = new URL(begun.headers.get('Location') ?? 'none:');
    const { state, nonce, code_challenge: challenge } = Object.fromEntries(asked.searchParams);
    issuer.answers.set(`${url}/token`, async (request) => {
      const form = await request.formData();
      const isProven = (await calculatePKCECodeChallenge(String(form.get('code_verifier')))) === challenge;
      if (form.get('code') !== 'good' || !isProven) return Response.json({ error: 'invalid_grant' }, { status: 400 });
      if (proofOf(request) !== 'the-app:the secret') {
        return Response.json({ error: 'invalid_client' }, { status: 401 });
      }
      const all = {
        iss: url,
        aud: 'the-app',
        sub: 'ann',
        nonce,
        iat: now,
        exp: now + 600,
        email: 'ann@x.test',
        ...claims,
      };
      return Response.json({ access_token: 'opaque', token_type: 'bearer', id_token: await signToken(all, key) });
    });
    const parameters = new URLSearchParams({ state: state ?? '', code: 'good', ...back });
    return { asked, answer: await go(`/.auth/login/google/callback?${parameters}`) };
  };
  return { ask, go, signIn, issuer, cookie: () => cookie };
}

/** The id and the secret, which are encoded as in forms (RFC 6749 §2.3.1). */
const proofOf = (request: Request): string =>
  decodeURIComponent(atob((request.headers.get('Authorization') ?? '').replace('Basic ', '')).replaceAll('+', ' '));

/** What is behind the `#` of the address that an answer sends to. */
const fragmentOf = (answer: Response): string =>
  decodeURIComponent((answer.headers.get('Location') ?? '').split('#')[1] ?? '');
const tokenOf = (answer: Response): string => {
  const { authenticationToken }: { authenticationToken: string } = JSON.parse(fragmentOf(answer).replace('token=', ''));
  return authenticationToken;
};

describe('a sign-in by the pages of a provider', () => {
  test('asks it with state, nonce and a challenge, and ends with a token behind the address of a page', async () => {
    const { signIn } = openBrowser();
    const { asked, answer } = await signIn('?session_mode=token');
    expect(asked.origin + asked.pathname).toBe(`${url}/authorize`);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'the-app',
      redirect_uri: 'https://sync.test/.auth/login/google/callback',
      scope: 'openid email',
      code_challenge_method: 'S256',
    });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('Location')).toMatch(/^\/\.auth\/login\/done#token=%7B%22authenticationToken%22/);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    const claims = decodeJwt(tokenOf(answer));
    expect(claims).toMatchObject({ idp: 'google', ver: '3', exp: now + 3600, auth_time: now, email: 'ann@x.test' });
    expect(claims.sub).toMatch(/^sid:[0-9a-f]{32}$/);
    expect(claims.stable_sid).toBe(claims.sub);
  });

  test('gives a token that tables take, and the same user each time', async () => {
    const { ask, signIn } = openBrowser();
    const [first, second] = [tokenOf((await signIn()).answer), tokenOf((await signIn()).answer)];
    expect(decodeJwt(first).sub).toBe(decodeJwt(second).sub);
    const other = openBrowser({ sub: 'bob' });
    expect(decodeJwt(tokenOf((await other.signIn()).answer)).sub).not.toBe(decodeJwt(first).sub);
    const headers = { 'X-ZUMO-AUTH': first, 'Content-Type': 'application/json' };
    const added = await ask('/tables/diary', { method: 'POST', headers, body: '{"text":"mine"}' });
    expect(await added.json()).toMatchObject({ userId: decodeJwt(first).sub });
  });

  test('keeps its cookie from scripts and other sites, and throws it away at the end', async () => {
    const { go, signIn, cookie } = openBrowser();
    const begun = await go('/.auth/login/google');
    expect(begun.headers.get('Set-Cookie')).toMatch(
      /^tidemark-sign-in=[^;]+; Max-Age=600; Path=\/\.auth\/login; HttpOnly; Secure; SameSite=Lax$/,
    );
    await signIn();
    expect(cookie()).toBe('tidemark-sign-in=');
  });
});

describe('where a sign-in ends', () => {
  test('a page of an origin that may is told by its window, and no other', async () => {
    const { signIn } = openBrowser();
    const { answer } = await signIn('?completion_type=postMessage&completion_origin=https%3A%2F%2Fapp.test');
    const page = await answer.text();
    expect(page).toMatch(/window\.opener\?\.postMessage\(\{"type":"LoginCompleted","oauth":\{"authenticationToken":"/);
    expect(page).toContain('}, "https://app.test");</script>');
    expect(answer.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; script-src 'nonce-[\w-]+'; /);
  });

  test('an address that may has the token behind it', async () => {
    const { signIn } = openBrowser();
    const address = encodeURIComponent('https://a.apps.test/home?x=1#old');
    const { answer } = await signIn(`?post_login_redirect_uri=${address}`);
    expect(answer.headers.get('Location')).toMatch(/^https:\/\/a\.apps\.test\/home\?x=1#token=/);
  });

  test('an app has a code behind its address, which is exchanged by who began', async () => {
    const { ask, signIn } = openBrowser();
    const verifier = 'v'.repeat(43);
    const standard = btoa(atob((await calculatePKCECodeChallenge(verifier)).replaceAll('-', '+').replaceAll('_', '/')));
    const query = new URLSearchParams({
      post_login_redirect_url: 'my-app://easyauth.callback',
      code_challenge: standard,
      code_challenge_method: 'S256',
      session_mode: 'token',
    });
    const { answer } = await signIn(`?${query}`);
    expect(answer.headers.get('Location')).toMatch(/^my-app:\/\/easyauth\.callback#authorization_code=/);
    const code = fragmentOf(answer).replace('authorization_code=', '');
    const exchange = (by: string) => ask(`/.auth/login/google/token?authorization_code=${code}&code_verifier=${by}`);
    expect(await (await exchange(verifier)).json()).toMatchObject({ user: { userId: expect.stringMatching(/^sid:/) } });
    expect((await exchange('w'.repeat(43))).status).toBe(401);
    expect((await ask('/tables/diary', { headers: { 'X-ZUMO-AUTH': code } })).status).toBe(401);
  });

  test.each([
    'https://evil.test',
    'https://app.test.evil.test',
    'https://app.test@evil.test',
    'https://apps.test.',
    'http://app.test',
    'https://app.test:8443',
    '//evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    'javascript:alert(1)//https://app.test',
    'data:text/html,x',
    'other-app://easyauth.callback',
    'https://',
  ])('is not at %s, and nobody is asked', async (address) => {
    const { ask, issuer } = openBrowser();
    const there = encodeURIComponent(address);
    const refused = { status: 400, code: 'invalid_query' };
    for (const field of ['post_login_redirect_uri', 'post_login_redirect_url']) {
      expect(await (await ask(`/.auth/login/google?${field}=${there}`)).json()).toMatchObject(refused);
    }
    expect(await (await ask(`/.auth/logout?post_logout_redirect_uri=${there}`)).json()).toMatchObject(refused);
    const window = `completion_type=postMessage&completion_origin=${there}`;
    expect(await (await ask(`/.auth/login/google?${window}`)).json()).toMatchObject(refused);
    expect(issuer.asked).toEqual([]);
  });

  test.each(['/home', 'home', 'null', '*', 'https:evil.test'])('is on this service at %s', async (address) => {
    const { signIn } = openBrowser();
    const { answer } = await signIn(`?post_login_redirect_uri=${encodeURIComponent(address)}`);
    expect(answer.headers.get('Location')).toMatch(/^https:\/\/sync\.test\/[\w./*]*#token=/);
  });

  test('is not in a frame, nor with a challenge of another kind', async () => {
    const { ask } = openBrowser();
    const statusOf = async (query: string) => (await ask(`/.auth/login/google?${query}`)).status;
    expect(await statusOf('completion_type=iframe&completion_origin=https://app.test')).toBe(400);
    const plain = 'code_challenge=x&code_challenge_method=plain';
    expect(await statusOf(`post_login_redirect_uri=my-app://easyauth.callback&${plain}`)).toBe(400);
  });
});

describe('a sign-in is refused', () => {
  test.each<[string, Record<string, string>, string]>([
    ['that the user has given up', { error: 'access_denied' }, 'google did not sign the user in: access_denied.'],
    ['with a code of somebody else', { code: 'stolen' }, 'What google answered is not valid; sign in again.'],
    ['with the state of another one', { state: 'another' }, 'What google answered is not valid; sign in again.'],
    [
      'that is said to be of another provider',
      { iss: 'https://evil.test' },
      'What google answered is not valid; sign in again.',
    ],
  ])('%s, and the page is told so', async (_, back, why) => {
    const { answer } = await openBrowser().signIn('', back);
    expect(fragmentOf(answer)).toBe(`error=${why}`);
  });

  test.each<[string, Record<string, unknown>]>([
    ['for another app', { aud: 'another-app' }],
    ['of another issuer', { iss: 'https://evil.test' }],
    ['of another sign-in', { nonce: 'another' }],
    ['without a nonce', { nonce: undefined }],
    ['that has expired', { exp: now - 61 }],
    ['of nobody', { sub: undefined }],
    ['that was given to another app', { aud: ['the-app', 'another-app'], azp: 'another-app' }],
  ])('with an ID token %s', async (_, claims) => {
    const { answer } = await openBrowser(claims).signIn();
    expect(fragmentOf(answer)).toMatch(/^error=/);
  });

  test('with an ID token that the provider has not signed', async () => {
    const { signIn, issuer } = openBrowser();
    issuer.keys = [await makeKey('k1')];
    expect(fragmentOf((await signIn()).answer)).toBe('error=The token is not signed by its issuer.');
  });

  test('in a browser that has begun none, that has begun it at another provider, or too long ago', async () => {
    const clock = { ms: nowMs };
    const { ask, go, cookie } = openBrowser({}, clock);
    const callback = '/.auth/login/google/callback?code=good&state=x';
    expect(await (await ask(callback)).json()).toMatchObject({ status: 400, code: 'invalid_query' });
    await go('/.auth/login/google');
    const headers = { Cookie: cookie() };
    clock.ms += 661_000;
    expect((await ask(callback, { headers })).status).toBe(400);
    const token = cookie().replace('tidemark-sign-in=', '');
    clock.ms = nowMs;
    expect((await ask('/tables/diary', { headers: { 'X-ZUMO-AUTH': token } })).status).toBe(401);
  });

  test('while the provider cannot be reached', async () => {
    const { ask, issuer } = openBrowser();
    issuer.isDown = true;
    const answer = await ask('/.auth/login/google');
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '30']);
  });

  test('by a provider that is not configured, in words', async () => {
    const { ask } = openBrowser();
    const answer = await ask('/.auth/login/facebook');
    expect([answer.status, await answer.json()]).toMatchObject([
      404,
      { detail: 'Nobody signs in by "facebook" here. Providers that are configured: google.' },
    ]);
  });
});
