import { beforeAll, describe, expect, test } from 'vitest';
import { type Ask, type Clock, nowMs, openApp } from './app.ts';
import { type Issuer, type KeyPair, makeKey, openIssuer, signToken } from './issuer.ts';

const url = 'https://issuer.test';
const [second, minute, hour] = [1000, 60_000, 3_600_000];

let old: KeyPair;
let fresh: KeyPair;
let strange: KeyPair;
beforeAll(async () => {
  [old, fresh, strange] = await Promise.all([makeKey('old'), makeKey('fresh'), makeKey('strange')]);
});

type Seen = { readonly clock: Clock; readonly issuer: Issuer; readonly status: (key: KeyPair) => Promise<number> };

function open(): Seen {
  const clock = { ms: nowMs };
  const issuer = openIssuer(url, [old]);
  const trusted = [{ issuer: url, audiences: ['the-app'], algorithm: 'RS256', keys: `${url}/keys` }] as const;
  const ask: Ask = openApp({ trusted, fetch: issuer.fetch }, clock);
  const status = async (key: KeyPair): Promise<number> => {
    const exp = Math.floor(clock.ms / 1000) + 60;
    const token = await signToken({ iss: url, aud: 'the-app', sub: 'ann', exp }, key);
    return (await ask('/tables/diary', { headers: { Authorization: `Bearer ${token}` } })).status;
  };
  return { clock, issuer, status };
}

describe('the keys of an issuer', () => {
  test('are asked for once in ten minutes', async () => {
    const { clock, issuer, status } = open();
    expect(await status(old)).toBe(200);
    clock.ms += 10 * minute - 1;
    expect(await status(old)).toBe(200);
    expect(issuer.asked).toHaveLength(1);
    clock.ms += 1;
    expect(await status(old)).toBe(200);
    expect(issuer.asked).toHaveLength(2);
  });

  test('are asked for again when a token names one that is not known', async () => {
    const { clock, issuer, status } = open();
    expect(await status(old)).toBe(200);
    issuer.keys = [old, fresh];
    clock.ms += 30 * second;
    expect(await status(fresh)).toBe(200);
    expect(await status(old)).toBe(200);
    expect(issuer.asked).toHaveLength(2);
  });

  test('are good until the issuer is asked again, and no longer', async () => {
    const { clock, issuer, status } = open();
    expect(await status(old)).toBe(200);
    issuer.keys = [fresh];
    clock.ms += 10 * minute;
    expect(await status(old)).toBe(401);
    expect(await status(fresh)).toBe(200);
  });

  test('are asked for no more than once in thirty seconds, however many unknown keys are named', async () => {
    const { clock, issuer, status } = open();
    expect(await status(old)).toBe(200);
    for (let i = 0; i < 10; i += 1) expect(await status({ ...strange, kid: `strange-${i}` })).toBe(401);
    expect(issuer.asked).toHaveLength(1);
    clock.ms += 30 * second;
    for (let i = 0; i < 10; i += 1) expect(await status({ ...strange, kid: `strange-${i}` })).toBe(401);
    expect(issuer.asked).toHaveLength(2);
    expect(await status(old)).toBe(200);
  });
});

describe('an issuer that cannot be reached', () => {
  test('leaves its keys good for a day', async () => {
    const { clock, issuer, status } = open();
    expect(await status(old)).toBe(200);
    issuer.isDown = true;
    clock.ms += 24 * hour - 1;
    expect(await status(old)).toBe(200);
    expect(await status(strange)).toBe(401);
    clock.ms += 1;
    expect(await status(old)).toBe(503);
  });

  test('is asked once in thirty seconds while its keys are old', async () => {
    const { clock, issuer, status } = open();
    expect(await status(old)).toBe(200);
    issuer.isDown = true;
    clock.ms += hour;
    for (let i = 0; i < 10; i += 1) expect(await status(old)).toBe(200);
    expect(issuer.asked).toHaveLength(2);
    clock.ms += 30 * second;
    expect(await status(old)).toBe(200);
    expect(issuer.asked).toHaveLength(3);
  });

  test('and whose keys were never known, is told as 503: the token may be good', async () => {
    const { clock, issuer, status } = open();
    issuer.isDown = true;
    expect(await status(old)).toBe(503);
    expect(await status(old)).toBe(503);
    expect(issuer.asked).toHaveLength(1);
    issuer.isDown = false;
    clock.ms += 30 * second;
    expect(await status(old)).toBe(200);
  });

  test.each<[string, () => Response]>([
    ['fails', () => new Response('oops', { status: 500 })],
    ['has no keys', () => new Response('', { status: 404 })],
    ['answers with a page', () => new Response('<html>')],
    ['answers with something else', () => Response.json({ keys: 'none' })],
    ['sends elsewhere', () => new Response(null, { status: 302, headers: { Location: 'https://evil.test/keys' } })],
    ['answers without end', () => new Response('x'.repeat(600_000))],
  ])('or that %s, is the same', async (_, answer) => {
    const clock = { ms: nowMs };
    const issuer = openIssuer('https://other.test', []);
    issuer.answers.set(`${url}/keys`, answer);
    const trusted = [{ issuer: url, audiences: ['the-app'], algorithm: 'RS256', keys: `${url}/keys` }] as const;
    const ask = openApp({ trusted, fetch: issuer.fetch }, clock);
    const token = await signToken({ iss: url, aud: 'the-app', sub: 'ann', exp: nowMs / 1000 + 60 }, old);
    const response = await ask('/tables/todoitem', { headers: { 'X-ZUMO-AUTH': token } });
    expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '30']);
    expect(await response.json()).toMatchObject({ code: 'provider_unavailable', retryable: true });
    expect(issuer.asked).toEqual([`${url}/keys`]);
  });
});
