import { decodeJwt } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { db } from '../database.ts';
import { todoitem } from '../tables.ts';
import { type Clock, nowMs, openApp } from './app.ts';
import { type KeyPair, makeKey, openIssuer, signToken } from './issuer.ts';

const url = 'https://accounts.test';
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

let key: KeyPair;
beforeAll(async () => {
  key = await makeKey('k1');
});

/** An app, and a token of somebody who has just signed in. */
async function signedIn() {
  const clock: Clock = { ms: nowMs };
  const google = { name: 'google', clientId: 'the-app', clientSecret: 'x', scope: 'openid' };
  const ask = openApp(
    {
      providers: [{ kind: 'openid', ...google, issuer: url, algorithm: 'RS256' }],
      origins: ['https://app.test'],
      trusted: [{ issuer: url, audiences: ['the-app'], algorithm: 'RS256' }],
      fetch: openIssuer(url, [key]).fetch,
    },
    clock,
  );
  const now = nowMs / 1000;
  const theirs = await signToken({ iss: url, aud: 'the-app', sub: 'ann', exp: now + 600, name: 'Ann' }, key);
  const body = JSON.stringify({ id_token: theirs });
  const headers = { 'Content-Type': 'application/json' };
  const answer = await ask('/.auth/login/google', { method: 'POST', headers, body });
  const { authenticationToken: token }: { authenticationToken: string } = await answer.json();
  const withToken = (path: string, sent = token) => ask(path, { headers: { 'X-ZUMO-AUTH': sent } });
  return { ask, clock, token, theirs, withToken };
}

const tokenOf = async (answer: Response): Promise<string> => {
  const { authenticationToken }: { authenticationToken: string } = await answer.json();
  return authenticationToken;
};

describe('/.auth/me', () => {
  test('says who has signed in, as Azure App Service does', async () => {
    const { token, withToken } = await signedIn();
    const { sub } = decodeJwt(token);
    const answer = await withToken('/.auth/me');
    expect(await answer.json()).toEqual([
      {
        provider_name: 'google',
        user_id: sub,
        expires_on: new Date(nowMs + hour).toISOString(),
        user_claims: [
          { typ: 'sub', val: sub },
          { typ: 'name', val: 'Ann' },
        ],
      },
    ]);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
  });

  test('asks for a token that is good', async () => {
    const { ask, clock, withToken } = await signedIn();
    expect((await ask('/.auth/me')).status).toBe(401);
    clock.ms += hour + 2 * minute;
    expect((await withToken('/.auth/me')).status).toBe(401);
  });
});

describe('/.auth/refresh', () => {
  test('gives a token of the same user that is good for longer', async () => {
    const { clock, token, withToken } = await signedIn();
    clock.ms += 2 * hour;
    expect((await withToken('/tables/diary')).status).toBe(401);
    const fresh = await tokenOf(await withToken('/.auth/refresh'));
    expect(decodeJwt(fresh)).toMatchObject({ sub: decodeJwt(token).sub, auth_time: nowMs / 1000 });
    expect((await withToken('/tables/diary', fresh)).status).toBe(200);
  });

  test('takes no token that has expired three days ago', async () => {
    const { clock, withToken } = await signedIn();
    clock.ms += hour + 3 * day - minute;
    expect((await withToken('/.auth/refresh')).status).toBe(200);
    clock.ms += 3 * minute;
    expect((await withToken('/.auth/refresh')).status).toBe(401);
  });

  test('goes on for thirty days, and then asks for a sign-in', async () => {
    const { clock, token, withToken } = await signedIn();
    let current = token;
    for (let days = 2; days < 30; days += 2) {
      clock.ms += 2 * day;
      current = await tokenOf(await withToken('/.auth/refresh', current));
    }
    clock.ms += 2 * day;
    const answer = await withToken('/.auth/refresh', current);
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'forbidden' }]);
  });

  test('takes no token of another issuer, no forged one, and not nothing', async () => {
    const { ask, theirs, withToken } = await signedIn();
    expect((await withToken('/.auth/refresh', theirs)).status).toBe(401);
    expect((await withToken('/.auth/refresh', 'a.b.c')).status).toBe(401);
    expect((await ask('/.auth/refresh')).status).toBe(401);
  });

  test('is what a client gets that has kept a token and signs in with it', async () => {
    const { ask, token } = await signedIn();
    const body = JSON.stringify({ authenticationToken: token });
    const headers = { 'Content-Type': 'application/json' };
    const answer = await ask('/.auth/login', { method: 'POST', headers, body });
    expect(await answer.json()).toMatchObject({ user: { userId: decodeJwt(token).sub } });
  });
});

describe('/.auth/logout', () => {
  test('sends on to a page that may be, or to one of its own', async () => {
    const { ask } = await signedIn();
    const sentTo = async (query: string) => (await ask(`/.auth/logout${query}`)).headers.get('Location');
    expect(await sentTo('?post_logout_redirect_uri=https://app.test/bye')).toBe('https://app.test/bye');
    expect(await sentTo('?post_logout_redirect_uri=/bye')).toBe('https://sync.test/bye');
    expect(await sentTo('')).toBe('/.auth/logout/done');
    expect(await (await ask('/.auth/logout/done')).text()).toContain('You are signed out.');
  });
});

describe('an app that says nothing of users', () => {
  test.each([
    '/.auth/login',
    '/.auth/login/google',
    '/.auth/login/done',
    '/.auth/me',
    '/.auth/refresh',
    '/.auth/logout',
  ])('has nothing at %s, and takes no notice of tokens', async (path) => {
    const app = createApp({ tables: [todoitem], openDb: () => db });
    const headers = { 'X-ZUMO-AUTH': 'a.b.c' };
    expect((await app.fetch(new Request(`https://sync.test${path}`, { headers }), {})).status).toBe(404);
    expect((await app.fetch(new Request('https://sync.test/tables/todoitem', { headers }), {})).status).toBe(200);
  });
});

test('without a secret, tokens of issuers are taken, and nobody signs in', async () => {
  const ask = openApp({ secret: undefined });
  const answer = await ask('/.auth/refresh', { headers: { 'X-ZUMO-AUTH': 'a.b.c' } });
  expect([answer.status, await answer.json()]).toMatchObject([
    404,
    { detail: 'Nobody signs in here: AUTH_SECRET is not set.' },
  ]);
});
