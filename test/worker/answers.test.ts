/** What every answer has, and who is let in where, walked over the routes that the app itself lists. */
import { beforeAll, describe, expect, test } from 'vitest';
import { serve } from './coded.ts';
import { type Walked, walk } from './route-walk.ts';

let walked: readonly Walked[] = [];

beforeAll(async () => {
  walked = await walk();
});

const named = ({ method, path, user, version, status }: Walked): string =>
  `${method} ${path} by ${user ?? 'nobody'} in ${version}: ${status}`;

/** The answers for which something does not hold. */
const failing = (holds: (answer: Walked) => boolean): readonly string[] =>
  walked.filter((answer) => !holds(answer)).map(named);

test('each route answers each method, and none fails', () => {
  const rows = Map.groupBy(walked, ({ route, version, user }) => `${route} by ${user ?? 'nobody'} in ${version}`);
  const table = Array.from(rows, ([row, answers]) => {
    const byMethod = Map.groupBy(answers, ({ method }) => method);
    const cells = Array.from(byMethod, ([method, of]) => `${method} ${of.map(({ status }) => status).join('/')}`);
    return `${row.padEnd(48)} ${cells.join('  ')}`;
  });
  // biome-ignore lint/suspicious/noConsole: the table of results is what the walk is for
  console.log(table.join('\n'));
  expect(walked.length).toBeGreaterThan(500);
  expect(failing(({ status }) => status < 500)).toEqual([]);
});

test('the app has these routes and no others: a new one is a decision', () => {
  const routes = new Set(walked.map(({ route }) => route.replace(/^\/tables\/\w+/, '/tables/:table')));
  const named = [...routes].filter((route) => !/^\/(?:\.auth|admin)/.test(route));
  expect(named.sort()).toEqual([
    ...['/', '/$batch', '/api/mine', '/api/runtimeInfo', '/health', '/nothing', '/openapi.json', '/reference'],
    ...['/swagger', '/tables/:table', '/tables/:table/', '/tables/:table/:id', '/tables/:table/r1/more'],
  ]);
  // Those of sign-ins, which are nothing in an app of whose users nobody is told, and of operators.
  expect([...routes].sort().filter((route) => !named.includes(route))).toEqual([
    ...['/.auth/login', '/.auth/login/:provider', '/.auth/login/:provider/callback', '/.auth/login/:provider/token'],
    ...['/.auth/login/done', '/.auth/logout', '/.auth/logout/done', '/.auth/me', '/.auth/refresh', '/admin'],
  ]);
});

test.each([
  ['X-Content-Type-Options', /^nosniff$/],
  ['Content-Security-Policy', /^default-src 'none';.* frame-ancestors 'none'$/],
  ['Strict-Transport-Security', /^max-age=\d+$/],
  ['Vary', /Authorization, X-ZUMO-AUTH, ZUMO-API-VERSION, Origin/],
  ['X-Request-Id', /^[0-9a-f]{12}$/],
])('every answer has %s', (header, value) => {
  expect(failing(({ headers }) => value.test(headers.get(header) ?? ''))).toEqual([]);
});

test('nobody keeps what a user is answered', () => {
  const isKept = ({ user, headers }: Walked) =>
    user !== undefined && !/no-store/.test(headers.get('Cache-Control') ?? '');
  expect(failing((answer) => !isKept(answer))).toEqual([]);
  expect(walked.some(({ headers }) => headers.get('Cache-Control') === 'private, no-store, no-transform')).toBe(true);
});

test('nobody keeps what a table answers, without asking again', () => {
  const isKept = ({ path, headers }: Walked) =>
    /tables|batch/.test(path) && !/no-cache|no-store/.test(headers.get('Cache-Control') ?? '');
  expect(failing((answer) => !isKept(answer))).toEqual([]);
});

describe('who is let in', () => {
  const isRead = ({ method, path }: Walked) => ['GET', 'HEAD'].includes(method) || path.endsWith('$query');

  test.each<[string, (answer: Walked) => boolean]>([
    ['nobody to a closed table', ({ path }) => path.startsWith('/tables/closed')],
    ['no stranger to records of users', ({ path, user }) => path.startsWith('/tables/diary') && user === undefined],
    [
      'no stranger who writes where users write',
      (answer) => answer.path.startsWith('/tables/members') && answer.user === undefined && !isRead(answer),
    ],
    ['nobody to what is not there', ({ path }) => path.includes('nothing')],
  ])('%s', (_, isConcerned) => {
    const concerned = walked.filter(isConcerned);
    expect(concerned.length).toBeGreaterThan(20);
    expect(concerned.filter(({ status }) => status < 400 || status === 412).map(named)).toEqual([]);
  });

  test('a stranger is told 401 or that there is no such method, not whether a condition holds', () => {
    const statuses = walked
      .filter(({ path, user }) => path.startsWith('/tables/diary') && user === undefined)
      .map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([401, 405]));
  });
});

describe('the name of a request', () => {
  const send = serve({});

  test.each([
    ['a1b2c3d4', true],
    ['01JD:trace.7-x_Y', true],
    ['short', false],
    ['has spaces in it', false],
    ['{"level":"error"}', false],
    ['x'.repeat(65), false],
  ])('%s is taken from the client: %s', async (name, isTaken) => {
    const { headers, body } = await send('GET', '/tables/nothing', { headers: { 'X-Request-Id': name } });
    const told = headers.get('X-Request-Id');
    expect(told === name).toBe(isTaken);
    expect(told).toMatch(/^[\w.:-]{8,64}$/);
    expect(body).toMatchObject({ code: 'unknown_table', requestId: told });
  });

  test('differs from request to request, and is in problems of both dialects', async () => {
    const ask = (version: string) => send('GET', '/tables/nothing', { headers: { 'ZUMO-API-VERSION': version } });
    const [old, modern] = [await ask('2.0.0'), await ask('3.0.0')];
    expect(old.body.requestId).not.toEqual(modern.body.requestId);
    expect([old, modern].map(({ headers }) => headers.get('X-Request-Id'))).toEqual([
      old.body.requestId,
      modern.body.requestId,
    ]);
  });
});
