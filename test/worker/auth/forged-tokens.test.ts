import { base64url, exportJWK, exportSPKI, importJWK, type JWK, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { defaultIssuer } from '../../../src/auth/settings.ts';
import { type Ask, now, openApp, secret } from './app.ts';
import { type Issuer, type KeyPair, makeKey, openIssuer, signToken } from './issuer.ts';

const url = 'https://issuer.test';
const claims = { iss: url, aud: 'the-app', sub: 'ann', iat: now, nbf: now, exp: now + 600 };
const ownClaims = { iss: defaultIssuer, aud: defaultIssuer, sub: 'sid:ann', iat: now, exp: now + 600 };

let key: KeyPair;
let stolen: KeyPair;
let issuer: Issuer;
let ask: Ask;
beforeAll(async () => {
  key = await makeKey('k1');
  stolen = await makeKey('k1');
  issuer = openIssuer(url, [key]);
  const trusted = [{ issuer: url, audiences: ['the-app'], algorithm: 'RS256' }] as const;
  ask = openApp({ trusted, fetch: issuer.fetch });
});

const byHmac = (members: object, bytes: Uint8Array, header: object = {}): Promise<string> =>
  new SignJWT({ ...members }).setProtectedHeader({ alg: 'HS256', ...header }).sign(bytes);

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const part = (value: unknown): string => base64url.encode(JSON.stringify(value));
const statusOf = async (token: string, path = '/tables/todoitem'): Promise<[number, unknown]> => {
  const answer = await ask(path, { headers: { 'X-ZUMO-AUTH': token } });
  const { code }: { code?: string } = await answer.json();
  return [answer.status, code];
};

/** Everything that must not pass for a token. */
const forged: readonly [string, () => Promise<string> | string][] = [
  ['is signed by nothing (alg none)', () => `${part({ alg: 'none' })}.${part(claims)}.`],
  ['names no algorithm', () => `${part({ typ: 'JWT' })}.${part(claims)}.AA`],
  ['says none in other letters', () => `${part({ alg: 'nOnE' })}.${part(claims)}.AA`],
  [
    'is signed by HMAC with the public key as text',
    async () => byHmac(claims, bytesOf(await exportSPKI(await publicKey()))),
  ],
  [
    'is signed by HMAC with the public key as JSON',
    () => byHmac(claims, bytesOf(JSON.stringify(key.jwk)), { kid: 'k1' }),
  ],
  ["is signed by HMAC with this service's secret, and names the issuer", () => byHmac(claims, secret)],
  ['is signed by the right key in another way (PS256)', () => signOtherwise('PS256')],
  ['is signed by the right key with another hash (RS512)', () => signOtherwise('RS512')],
  ['names a key that the issuer does not have', () => signToken(claims, { ...key, kid: 'k2' })],
  ['is signed by another key under the same name', () => signToken(claims, stolen)],
  ['brings its own key (jwk)', () => signToken(claims, stolen, { jwk: stolen.jwk })],
  ['says where its key is (jku)', () => signToken(claims, stolen, { jku: 'https://evil.test/keys' })],
  ['says where its certificate is (x5u)', () => signToken(claims, stolen, { x5u: 'https://evil.test/cert' })],
  ['brings its certificate (x5c)', () => signToken(claims, stolen, { x5c: ['AAAA'] })],
  ['names a key by a path (kid)', () => signToken(claims, { ...stolen, kid: '../../dev/null' })],
  [
    'has an extension that must be understood (crit)',
    () => `${part({ alg: 'RS256', kid: 'k1', crit: ['x'], x: 1 })}.${part(claims)}.AA`,
  ],
  ['has expired', () => signToken({ ...claims, exp: now - 61 }, key)],
  ['never expires', () => signToken({ ...claims, exp: undefined }, key)],
  ['expires at a time that is text', () => signToken({ ...claims, exp: '9999999999' }, key)],
  ['begins later', () => signToken({ ...claims, nbf: now + 61 }, key)],
  ['is for another audience', () => signToken({ ...claims, aud: 'another-app' }, key)],
  ['is for no audience', () => signToken({ ...claims, aud: undefined }, key)],
  ['is of another issuer', () => signToken({ ...claims, iss: 'https://evil.test' }, key)],
  ['is of an issuer whose name begins the same', () => signToken({ ...claims, iss: `${url}.evil.test` }, key)],
  ['is of no issuer', () => signToken({ ...claims, iss: undefined }, key)],
  ['is of nobody', () => signToken({ ...claims, sub: undefined }, key)],
  ['is of nobody by name', () => signToken({ ...claims, sub: '' }, key)],
  ['is of a number', () => signToken({ ...claims, sub: 7 }, key)],
  ['is of a list', () => signToken({ ...claims, sub: ['ann'] }, key)],
  ['is of an endless name', () => signToken({ ...claims, sub: 'a'.repeat(256) }, key)],
  [
    'names this service, and is signed with another secret',
    () => byHmac(ownClaims, bytesOf('another secret of at least 32 bytes')),
  ],
  ["names this service, and is signed by the issuer's key", () => signToken(ownClaims, key)],
  ['names this service, and has expired', () => byHmac({ ...ownClaims, exp: now - 61 }, secret)],
  ['names this service, and is for another audience', () => byHmac({ ...ownClaims, aud: 'else' }, secret)],
  ['names this service, and is of nobody', () => byHmac({ ...ownClaims, sub: undefined }, secret)],
  ['was sealed here for a sign-in that is under way', () => byHmac(forPurpose('sign-in'), secret)],
  ['was sealed here as the code of an app', () => byHmac(forPurpose('code'), secret)],
  ['is no token', () => 'ann'],
  ['is longer than any token', () => signToken({ ...claims, more: 'x'.repeat(8192) }, key)],
  ['has claims that are no JSON', async () => `${(await signToken(claims, key)).split('.')[0]}.AAAA.AAAA`],
];

/** The same key, for another way of signing. */
const keyFor = async (jwk: JWK, alg: string): Promise<CryptoKey> => {
  const imported = await importJWK(jwk, alg, { extractable: true });
  if (imported instanceof Uint8Array) throw new TypeError('It is no key of a pair.');
  return imported;
};
const publicKey = (): Promise<CryptoKey> => keyFor(key.jwk, 'RS256');
const signOtherwise = async (alg: string): Promise<string> => {
  const sign = await keyFor(await exportJWK(key.sign), alg);
  return signToken(claims, { ...key, sign }, { alg });
};
const forPurpose = (purpose: string): object => ({
  ...ownClaims,
  iss: `${defaultIssuer}#${purpose}`,
  aud: `${defaultIssuer}#${purpose}`,
});

describe('a token that', () => {
  test.each(forged)('%s is refused, also where nobody has to sign in', async (_, forge) => {
    const token = await forge();
    expect(await statusOf(token)).toEqual([401, 'authentication_required']);
    const bearer = await ask('/tables/todoitem', { headers: { Authorization: `Bearer ${token}` } });
    expect(bearer.status).toBe(401);
  });

  test.each<[string, () => Promise<string>]>([
    ['the issuer has signed', () => signToken(claims, key)],
    ['expired a minute ago, for clocks differ', () => signToken({ ...claims, exp: now - 59 }, key)],
    ['begins in a minute', () => signToken({ ...claims, nbf: now + 59 }, key)],
    ['is for several audiences, and this one', () => signToken({ ...claims, aud: ['a', 'the-app'] }, key)],
    ['names no key, where there is one', () => signToken(claims, key, { kid: undefined })],
    ['is signed with the secret, and names this service', () => byHmac(ownClaims, secret)],
  ])('%s is taken', async (_, sign) => {
    expect((await ask('/tables/diary', { headers: { 'X-ZUMO-AUTH': await sign() } })).status).toBe(200);
  });

  test('leads to no address: only the keys of the issuer are ever asked for', () => {
    expect(new Set(issuer.asked)).toEqual(new Set([`${url}/.well-known/openid-configuration`, `${url}/keys`]));
  });
});

describe('a request', () => {
  test.each([
    '//tables/diary',
    '/tables//diary',
    '/Tables/diary',
    '/tables/diary/',
    '/%74ables/diary',
    '/tables/diary;x',
    '/x/../tables/diary',
  ])('to %s with a forged token is refused before its address is looked at', async (path) => {
    expect((await ask(path, { headers: { 'X-ZUMO-AUTH': 'a.b.c' } })).status).toBe(401);
  });

  test.each([
    ['Basic YTpi', 401],
    ['Bearer', 401],
    ['Bearer a b', 401],
  ])('with Authorization: %s is answered %i', async (authorization, status) => {
    expect((await ask('/tables/todoitem', { headers: { Authorization: authorization } })).status).toBe(status);
  });

  test('without a token is anonymous', async () => {
    expect((await ask('/tables/todoitem')).status).toBe(200);
    expect((await ask('/tables/diary')).status).toBe(401);
  });

  test('is of the user of X-ZUMO-AUTH, if it has both headers', async () => {
    const headers = { 'X-ZUMO-AUTH': await signToken(claims, key), Authorization: 'Bearer a.b.c' };
    expect((await ask('/tables/diary', { headers })).status).toBe(200);
  });

  test('with a token in its address is anonymous', async () => {
    expect((await ask(`/tables/diary?X-ZUMO-AUTH=${await signToken(claims, key)}`)).status).not.toBe(200);
  });
});
