/** Nothing in a path or a header becomes SQL, whatever the route. */
import { beforeAll, describe, expect, test } from 'vitest';
import { changesBy, effects, insertBystanders, nothing, recordsOf } from './bystanders.ts';
import { type Asked, askHostile, payloads } from './hostile.ts';

beforeAll(insertBystanders);

const versions = ['2.0.0', '3.0.0'];
const methods = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'];
const withBody = (method: string) => (['POST', 'PATCH', 'PUT'].includes(method) ? { body: '{"text":"b"}' } : {});

type Route = (payload: string) => string;
const places: readonly (readonly [string, Route])[] = [
  ['the table', (payload) => `/tables/${payload}`],
  ['the table of a record', (payload) => `/tables/${payload}/live`],
  ['the table of a posted query', (payload) => `/tables/${payload}/$query`],
  ['the table, behind a name', (payload) => `/tables/todoitem${payload}`],
  ['the id', (payload) => `/tables/todoitem/${payload}`],
  ['the id, behind an id', (payload) => `/tables/todoitem/live${payload}`],
  ['the id, before a slash', (payload) => `/tables/todoitem/${payload}/live`],
  ['the path', (payload) => `/${payload}`],
  ['the path, behind a route', (payload) => `/health/${payload}`],
  ["the path of an app's route", (payload) => `/api/${payload}`],
];

describe.each(versions)('in dialect %s', (version) => {
  test.each(places)('hostile text as %s is refused', async (_, route) => {
    const changes = await changesBy(async () => {
      for (const payload of payloads) {
        for (const method of methods) {
          const path = route(encodeURIComponent(payload));
          const { status } = await askHostile(version, { method, path, ...withBody(method) });
          expect([400, 404, 405, 415], `${method} ${path}`).toContain(status);
        }
      }
    });
    expect(effects(changes)).toEqual([]);
  });

  test('the parameter that names the version is refused on every route of a table', async () => {
    const changes = await changesBy(async () => {
      for (const payload of payloads) {
        for (const path of ['/tables/todoitem', '/tables/todoitem/live', '/tables/todoitem/$query']) {
          for (const method of methods) {
            const asked = { method, path: `${path}?ZUMO-API-VERSION=${encodeURIComponent(payload)}` };
            expect((await askHostile(version, { ...asked, ...withBody(method) })).status).toBe(400);
          }
        }
      }
    });
    expect(changes).toEqual(nothing);
  });
});

/**
 * One of each kind is enough here: what a header may hold is ASCII, and each costs a request for each header and route.
 */
const inHeaders = ["'", '"', "' OR '1'='1", "'; DROP TABLE todoitem; --", '"\' OR 1=1 --"', '?1', '*/*, "', '{"a":1}'];

const headers = [
  ...['If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since', 'If-Range', 'Idempotency-Key', 'Prefer'],
  ...[
    'ZUMO-API-VERSION',
    'X-ZUMO-AUTH',
    'X-ZUMO-VERSION',
    'X-ZUMO-INSTALLATION-ID',
    'X-ZUMO-Options',
    'X-ZUMO-FEATURES',
  ],
  ...['Authorization', 'Origin', 'Access-Control-Request-Method', 'Access-Control-Request-Headers', 'x-test-user'],
  ...['Content-Type', 'Content-Encoding', 'Accept', 'Accept-Encoding', 'Cookie', 'X-HTTP-Method-Override', 'Range'],
];

const body = '{"text":"b"}';
const routes: readonly (readonly [string, Asked])[] = [
  ['a list', { path: '/tables/todoitem?$top=1' }],
  ['a posted query', { method: 'POST', path: '/tables/todoitem/$query', headers: { 'Content-Type': 'text/plain' } }],
  ['a read', { path: '/tables/todoitem/live' }],
  ['an insert', { method: 'POST', path: '/tables/strict', body: '{"id":"target","title":"b"}' }],
  ['an update', { method: 'PATCH', path: '/tables/strict/target', body: '{"title":"c"}' }],
  ['a replacement', { method: 'PUT', path: '/tables/strict/target', body: '{"title":"d"}' }],
  ['a removal', { method: 'DELETE', path: '/tables/strict/target' }],
  ['an undeletion', { method: 'POST', path: '/tables/strict/target' }],
  ['a preflight', { method: 'OPTIONS', path: '/tables/strict/target' }],
  ["a write of a user's own record", { method: 'PATCH', path: '/tables/diary/d', body }],
  ['home', { path: '/' }],
  ['health', { path: '/health' }],
  ['the routes of an app', { path: '/api/runtimeInfo' }],
  ['the description', { path: '/swagger' }],
];

describe.each(versions)('in dialect %s, hostile headers', (version) => {
  test.each(routes)('of %s change nothing that was not asked for', async (_, asked) => {
    const changes = await changesBy(async () => {
      for (const name of headers) {
        for (const payload of inHeaders) {
          await askHostile(version, { ...asked, headers: { ...asked.headers, [name]: payload } });
        }
      }
    });
    const changed = recordsOf(effects(changes));
    expect(changed).toEqual(changed.length === 0 ? [] : ['strict target']);
  });
});
