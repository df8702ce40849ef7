import { describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { db } from './database.ts';
import { todoitem } from './tables.ts';

const ask = (origins: readonly string[] | undefined, origin: string | undefined, init: RequestInit = {}) => {
  const cors = origins === undefined ? {} : { cors: { origins, exposeHeaders: ['X-Mine'] } };
  const app = createApp({ tables: [todoitem], openDb: () => db, ...cors });
  const headers = new Headers(init.headers);
  if (origin !== undefined) headers.set('Origin', origin);
  return app.fetch(new Request('http://test.local/tables/todoitem', { ...init, headers }), {});
};

describe('a page of the origin', () => {
  test.each<[string, readonly string[] | undefined, boolean | '*']>([
    ['http://localhost', undefined, true],
    ['http://localhost:5173', undefined, true],
    ['https://127.0.0.1:8443', undefined, true],
    ['http://localhost.evil.com', undefined, false],
    ['https://example.com', undefined, false],
    ['https://app.example.com', ['https://app.example.com'], true],
    ['https://app.example.com.evil', ['https://app.example.com'], false],
    ['https://appXexample.com', ['https://app.example.com'], false],
    ['https://a.example.com', ['https://*.example.com'], true],
    ['https://a.b.example.com', ['https://*.example.com'], true],
    ['https://example.com', ['https://*.example.com'], false],
    ['https://a.example.com.evil', ['https://*.example.com'], false],
    ['https://evil.com/a.example.com', ['https://*.example.com'], false],
    ['null', ['null'], true],
    ['null', undefined, false],
    ['https://anything.net', ['*'], '*'],
  ])('%s, with the origins %j, may see an answer: %s', async (origin, origins, shared) => {
    const answer = await ask(origins, origin);
    const told = shared === true ? origin : shared || null;
    expect([answer.status, answer.headers.get('Access-Control-Allow-Origin')]).toEqual([200, told]);
    expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull();
  });
});

test('a preflight is answered with every method, the headers asked for, and how long that holds', async () => {
  const headers = {
    'Access-Control-Request-Method': 'PATCH',
    'Access-Control-Request-Headers': 'zumo-api-version,if-match,content-type',
  };
  const answer = await ask(undefined, 'http://localhost:3000', { method: 'OPTIONS', headers });
  expect(answer.status).toBe(204);
  for (const method of ['GET', 'PUT', 'PATCH', 'POST', 'DELETE']) {
    expect(answer.headers.get('Access-Control-Allow-Methods')).toContain(method);
  }
  expect(answer.headers.get('Access-Control-Allow-Headers')).toBe('zumo-api-version,if-match,content-type');
  expect(answer.headers.get('Access-Control-Max-Age')).toBe('300');
});

test('a page sees the headers of the protocol and those that are configured', async () => {
  const answer = await ask(['*'], 'https://a.com');
  const exposed = answer.headers.get('Access-Control-Expose-Headers')?.split(',');
  expect(exposed).toEqual(
    expect.arrayContaining(['ETag', 'Link', 'Retry-After', 'x-sync-head', 'x-d1-bookmark', 'X-Mine']),
  );
});

test('a page sees what was wrong, too', async () => {
  const app = createApp({ tables: [todoitem], openDb: () => db });
  const headers = { Origin: 'http://localhost:3000' };
  const answer = await app.fetch(new Request('http://test.local/tables/nothing', { headers }), {});
  expect([answer.status, answer.headers.get('Access-Control-Allow-Origin')]).toEqual([404, 'http://localhost:3000']);
});

test('a request that is not a page’s gets no such headers', async () => {
  const answer = await ask(undefined, undefined);
  expect(answer.headers.get('Access-Control-Expose-Headers')).toBeNull();
});
