import { beforeAll, describe, expect, test } from 'vitest';
import { anyOpenId, knownProviders } from '../../../src/auth/known-providers.ts';
import type { Provider } from '../../../src/auth/settings.ts';
import { type Ask, now, openApp } from './app.ts';
import { type Issuer, type KeyPair, makeKey, openIssuer, signToken } from './issuer.ts';

const url = 'https://accounts.test';
const claims = { iss: url, aud: 'the-app', sub: 'ann', iat: now, exp: now + 600 };

/** A provider by its name, with this app's id and secret. */
function provider(name: string): Provider {
  const known = knownProviders.get(name) ?? anyOpenId;
  const own = { name, clientId: 'the-app', clientSecret: 'the secret' };
  if (known.kind === 'oauth') return { ...known, ...own };
  return { ...known, ...own, issuer: url, algorithm: 'RS256' };
}

let key: KeyPair;
let issuer: Issuer;
let ask: Ask;
beforeAll(async () => {
  key = await makeKey('k1');
  issuer = openIssuer(url, [key]);
  ask = openApp({ providers: ['google', 'aad', 'facebook', 'twitter'].map(provider), fetch: issuer.fetch });
});

const signIn = async (name: string, body: unknown): Promise<[number, Record<string, unknown>]> => {
  const headers = { 'Content-Type': 'application/json', 'ZUMO-API-VERSION': '2.0.0', 'X-ZUMO-AUTH': 'an.old.token' };
  const answer = await ask(`/.auth/login/${name}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return [answer.status, await answer.json()];
};

const login = {
  authenticationToken: expect.any(String),
  user: { userId: expect.stringMatching(/^sid:[0-9a-f]{32}$/) },
};

describe("a sign-in with a provider's token that a device has", () => {
  test.each([
    ['google', 'id_token'],
    ['google', 'authenticationToken'],
    ['aad', 'access_token'],
    ['WindowsAzureActiveDirectory', 'access_token'],
  ])('of %s, as %s, is answered as Azure Mobile Apps did', async (name, member) => {
    expect(await signIn(name, { [member]: await signToken(claims, key) })).toEqual([200, login]);
  });

  test('is of the same user as one by the pages of the provider, and as a token of it that is trusted', async () => {
    const token = await signToken(claims, key);
    const [, { user }] = await signIn('google', { id_token: token });
    const trusted = openApp({
      trusted: [{ issuer: url, audiences: ['the-app'], algorithm: 'RS256' }],
      fetch: issuer.fetch,
    });
    const [{ user_id: userId }]: [{ user_id: string }] = await (
      await trusted('/.auth/me', { headers: { Authorization: `Bearer ${token}` } })
    ).json();
    expect(user).toEqual({ userId });
  });

  test.each<[string, object]>([
    ['for another app', { aud: 'another-app' }],
    ['for this app and others, given to another', { aud: ['the-app', 'x'], azp: 'x' }],
    ['that has expired', { exp: now - 61 }],
    ['of another issuer', { iss: 'https://evil.test' }],
    ['of nobody', { sub: undefined }],
  ])('is refused with one %s', async (_, wrong) => {
    expect(await signIn('google', { id_token: await signToken({ ...claims, ...wrong }, key) })).toMatchObject([
      401,
      { code: 'authentication_required' },
    ]);
  });

  test.each([[{}], [[]], ['text'], [{ id_token: 7 }], [{ id_token: '' }], [{ token: 'x' }], [null]])(
    'is refused with %j',
    async (body) => {
      expect(await signIn('google', body)).toMatchObject([400, { code: 'invalid_body' }]);
    },
  );

  test('is refused with what is no JSON, or too much of it', async () => {
    const post = (body: string, type = 'application/json') =>
      ask('/.auth/login/google', { method: 'POST', headers: { 'Content-Type': type }, body });
    expect((await post('{')).status).toBe(400);
    expect((await post('id_token=x', 'application/x-www-form-urlencoded')).status).toBe(415);
    expect((await post(JSON.stringify({ id_token: 'x'.repeat(70_000) }))).status).toBe(413);
  });
});

describe('Facebook', () => {
  /** Facebook says of the token what `inspected` has, and that it is of `id`. */
  const answers = (inspected: object, profile: object): void => {
    issuer.answers.set('https://graph.facebook.com/v23.0/debug_token', () => Response.json({ data: inspected }));
    issuer.answers.set('https://graph.facebook.com/v23.0/me', (request) =>
      request.headers.get('Authorization') === 'Bearer opaque'
        ? Response.json(profile)
        : new Response('', { status: 400 }),
    );
  };

  test('is asked for whom the token is, and whose', async () => {
    answers({ app_id: 'the-app', is_valid: true }, { id: '1001', name: 'Ann' });
    const [status, body] = await signIn('facebook', { access_token: 'opaque' });
    expect([status, body]).toEqual([200, login]);
    const me = await ask('/.auth/me', { headers: { 'X-ZUMO-AUTH': String(body.authenticationToken) } });
    expect(await me.json()).toMatchObject([
      { provider_name: 'facebook', user_claims: [{ typ: 'sub' }, { typ: 'name', val: 'Ann' }] },
    ]);
  });

  test.each([
    ['made for another app', { app_id: 'another-app', is_valid: true }, { id: '1001' }],
    ['not valid', { app_id: 'the-app', is_valid: false }, { id: '1001' }],
    ['unknown', {}, { id: '1001' }],
    ['of nobody', { app_id: 'the-app', is_valid: true }, {}],
  ])('says that the token is %s: nobody signs in', async (_, inspected, profile) => {
    answers(inspected, profile);
    expect(await signIn('facebook', { access_token: 'opaque' })).toMatchObject([
      401,
      { code: 'authentication_required' },
    ]);
  });
});

describe('Twitter', () => {
  test('signs in by its pages, and is then asked who it is', async () => {
    const begun = await ask('/.auth/login/twitter');
    const asked = new URL(begun.headers.get('Location') ?? '');
    expect(asked.origin + asked.pathname).toBe('https://x.com/i/oauth2/authorize');
    expect(asked.searchParams.get('nonce')).toBeNull();
    issuer.answers.set('https://api.x.com/2/oauth2/token', () =>
      Response.json({ access_token: 'opaque', token_type: 'bearer' }),
    );
    issuer.answers.set('https://api.x.com/2/users/me', () => Response.json({ data: { id: '42', name: 'Ann' } }));
    const back = new URLSearchParams({ code: 'good', state: asked.searchParams.get('state') ?? '' });
    const headers = { Cookie: begun.headers.get('Set-Cookie')?.split(';')[0] ?? '' };
    const ended = await ask(`/.auth/login/twitter/callback?${back}`, { headers });
    expect(ended.headers.get('Location')).toMatch(/^\/\.auth\/login\/done#token=/);
  });

  test('does not say for which app a token is, so that none of a device is taken', async () => {
    expect(await signIn('twitter', { access_token: 'opaque' })).toMatchObject([400, { code: 'rejected' }]);
  });
});
