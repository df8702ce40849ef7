/** Limits on how often an address and a user may ask. */
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { addressKey } from '../../src/http/address-key.ts';
import type { RateLimiter } from '../../src/http/limits.ts';
import { serve } from './coded.ts';

declare global {
  namespace Cloudflare {
    interface Env {
      TEST_RATE_LIMIT: RateLimiter;
    }
  }
}

/** Lets so many requests of each key through, and remembers the keys. */
function limiterOf(most: number): RateLimiter & { readonly keys: string[] } {
  const keys: string[] = [];
  return {
    keys,
    limit: async ({ key }) => {
      keys.push(key);
      return { success: keys.filter((each) => each === key).length <= most };
    },
  };
}

const from = (address: string) => ({ headers: { 'CF-Connecting-IP': address } });

describe('an address', () => {
  let perAddress = limiterOf(2);
  let send = serve({});
  beforeEach(() => {
    perAddress = limiterOf(2);
    send = serve({ rateLimits: () => ({ perAddress, periodSeconds: 10 }) });
  });

  test('that asks too often is told when to come back, and others are not', async () => {
    const statuses = async (address: string) => (await send('GET', '/health', from(address))).status;
    expect([await statuses('192.0.2.1'), await statuses('192.0.2.1')]).toEqual([200, 200]);
    const refused = await send('GET', '/tables/todoitem', from('192.0.2.1'));
    expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_requests', retryable: true } });
    expect(refused.body.detail).toBe('Too many requests; send this one again in 10 seconds.');
    expect(refused.headers.get('Retry-After')).toBe('10');
    expect(await statuses('192.0.2.2')).toBe(200);
  });

  test('is refused before anybody looks at who asks', async () => {
    const authenticate = vi.fn(async () => undefined);
    const guarded = serve({ authenticate, rateLimits: () => ({ perAddress: limiterOf(0) }) });
    expect((await guarded('GET', '/health', from('192.0.2.1'))).status).toBe(429);
    expect(authenticate).not.toHaveBeenCalled();
  });

  test('is not asked for its preflights, and a page sees that it asks too often', async () => {
    const headers = { Origin: 'http://localhost:3000', 'CF-Connecting-IP': '192.0.2.1' };
    expect((await send('OPTIONS', '/health', { headers })).status).toBe(204);
    expect(perAddress.keys).toEqual([]);
    const refused = await serve({ rateLimits: () => ({ perAddress: limiterOf(0) }) })('GET', '/health', { headers });
    expect([refused.status, refused.headers.get('Access-Control-Allow-Origin')]).toEqual([429, headers.Origin]);
  });

  test('is counted where the network names it', async () => {
    await send('GET', '/health');
    await send('GET', '/health', { headers: { 'X-Forwarded-For': '192.0.2.1' } });
    expect(perAddress.keys).toEqual([]);
  });
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8:1:2:ffff::1', '2001:db8:1:2'],
  ['2001:0db8:0001:0002::', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('the address %s counts as %s', (address, key) => {
  expect(addressKey(address)).toBe(key);
});

describe('a user', () => {
  test('is counted wherever they come from, and nobody is not', async () => {
    const perUser = limiterOf(1);
    const send = serve({ rateLimits: () => ({ perUser }) });
    const asked = async (user?: string) => (await send('GET', '/health', { ...(user && { user }) })).status;
    expect([await asked('ann'), await asked('bob'), await asked(), await asked(), await asked('ann')]).toEqual([
      ...[200, 200, 200, 200],
      429,
    ]);
    expect(perUser.keys).toEqual(['user ann', 'user bob', 'user ann']);
  });

  test.each([
    [1, 1],
    [100, 1],
    [101, 2],
    [1000, 10],
  ])('who sends a batch of %i has asked %i times', async (size, times) => {
    const perUser = limiterOf(1000);
    const requests = Array.from({ length: size }, (_, at) => ({ id: String(at), method: 'get', url: 'tables/none' }));
    await serve({ rateLimits: () => ({ perUser }) })('POST', '/$batch', { user: 'ann', body: { requests } });
    expect(perUser.keys).toHaveLength(times);
  });

  test('whose batch is more than they may ask has none of it done', async () => {
    const requests = Array.from({ length: 101 }, (_, at) => ({
      ...{ id: String(at), method: 'post', url: 'tables/diary' },
      body: { id: `batched ${at}` },
    }));
    const send = serve({ rateLimits: () => ({ perUser: limiterOf(1) }) });
    expect((await send('POST', '/$batch', { user: 'limited', body: { requests } })).status).toBe(429);
    expect((await serve({})('GET', '/tables/diary', { user: 'limited' })).body).toEqual({ items: [] });
  });
});

test('a limiter that fails lets everything pass, and is logged', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValueOnce(undefined);
  const perUser = { limit: () => Promise.reject(new Error('unreachable')) };
  expect((await serve({ rateLimits: () => ({ perUser }) })('GET', '/health', { user: 'ann' })).status).toBe(200);
  expect(String(log.mock.calls[0]?.[0])).toContain('A rate limiter failed.');
  log.mockRestore();
});

test('Cloudflare’s binding is such a limiter', async () => {
  const send = serve({ rateLimits: () => ({ perUser: env.TEST_RATE_LIMIT }) });
  const ask = async () => (await send('GET', '/health', { user: 'often' })).status;
  expect([await ask(), await ask(), await ask(), await ask()]).toEqual([200, 200, 200, 429]);
});
