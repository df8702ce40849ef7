import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { memoryStore } from '../../client/index.ts';
import { type LoginStorage, openLoginClient } from '../../client/login/index.ts';

type Tables = { todoitem: { id: string } };
type Answer = (request: Request) => Response | Promise<Response>;

const url = 'https://todo.example';
const loginOf = (userId: string, authenticationToken = `token of ${userId}`) => ({
  authenticationToken,
  user: { userId },
});
const signedIn = (userId: string): string => JSON.stringify(loginOf(userId));

afterEach(() => vi.unstubAllGlobals());

/** A storage as phones have it, which answers later. */
function storage(kept: string | null = null) {
  const at = new Map(kept === null ? [] : [[`tidemark login ${url}`, kept]]);
  return {
    getItem: async (name: string) => at.get(name) ?? null,
    setItem: async (name: string, value: string) => at.set(name, value),
    removeItem: async (name: string) => at.delete(name),
    all: () => [...at.values()],
  };
}

/** An app whose service answers these requests, and none else. */
async function open(answers: Readonly<Record<string, Answer>>, loginStorage: LoginStorage = storage()) {
  const requests: Request[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, { ...init, redirect: 'follow' });
    requests.push(request);
    const answer = answers[`${request.method} ${new URL(request.url).pathname}`];
    if (answer === undefined) throw new TypeError('no network');
    return answer(request);
  };
  const environment = { fetch, openChannel: undefined };
  const client = await openLoginClient<Tables>({ url, store: memoryStore(), loginStorage, environment });
  onTestFinished(() => client.close());
  const lines = () => requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`);
  return { client, requests, lines };
}

const tokenOf = (request: Request | undefined) => request?.headers.get('X-ZUMO-AUTH');
const created: Answer = () => Response.json({ id: 'milk', version: 'one' }, { status: 201 });
const expired: Answer = () => Response.json({ error: 'The token has expired.' }, { status: 401 });

describe('the providers', () => {
  const listing = (answer: Answer) => ({ 'GET /.auth/login': answer });

  test('are those that the service lists, whoever is signed in', async () => {
    const providers = [{ name: 'google' }, { name: 'keycloak', colour: 'blue' }];
    const { client, requests } = await open(
      listing(() => Response.json({ providers })),
      storage(signedIn('ann')),
    );
    expect(await client.providers()).toEqual([{ name: 'google' }, { name: 'keycloak' }]);
    expect(requests.map(tokenOf)).toEqual([null]);
  });

  test.each<[string, Answer]>([
    ['where nobody can sign in', () => Response.json({ code: 'unknown_route' }, { status: 404 })],
    ['of a service that tells of none', () => Response.json({ error: 'no' }, { status: 405 })],
    [
      'of a service that answers with something else',
      () => Response.json({ providers: ['google', { name: 7 }, null] }),
    ],
    ['of a service that answers with nothing', () => new Response('')],
  ])('are none %s', async (_, answer) => {
    const { client } = await open(listing(answer));
    expect(await client.providers()).toEqual([]);
  });

  test.each<[string, Readonly<Record<string, Answer>>]>([
    ['without a network', {}],
    ['while the service is busy', listing(() => new Response('', { status: 503 }))],
    ['where a page answers', listing(() => new Response('<html>'))],
  ])('are not known %s', async (_, answers) => {
    const { client } = await open(answers);
    await expect(client.providers()).rejects.toMatchObject({ code: 'connection-failed' });
  });
});

describe('a login with a token of the provider', () => {
  test('is kept, and sends what the user edits as that user', async () => {
    const kept = storage();
    const { client, requests } = await open(
      { 'POST /.auth/login/google': () => Response.json(loginOf('ann')), 'POST /tables/todoitem': created },
      kept,
    );
    expect(client.currentUser).toBeUndefined();
    expect(await client.login('google', { token: { id_token: 'theirs' } })).toEqual({ userId: 'ann' });
    expect(await requests[0]?.json()).toEqual({ id_token: 'theirs' });
    expect(client.currentUser).toEqual({ userId: 'ann' });
    expect(kept.all()).toEqual([signedIn('ann')]);
    await client.syncTable('todoitem').insert({ id: 'milk' });
    await client.syncContext.push();
    expect(tokenOf(requests.at(-1))).toBe('token of ann');
  });

  test.each<[string, Answer | undefined, string]>([
    ['does not take', expired, 'login-failed'],
    ['cannot take now', () => new Response('', { status: 503 }), 'connection-failed'],
    ['never gets', undefined, 'connection-failed'],
    ['answers with a page', () => new Response('<html>'), 'connection-failed'],
    ['answers with something else', () => Response.json({ user: 'ann' }), 'login-failed'],
  ])('that the service %s leaves whoever was signed in', async (_, answer, code) => {
    const answers = answer === undefined ? {} : { 'POST /.auth/login/google': answer };
    const { client } = await open(answers, storage(signedIn('bob')));
    await expect(client.login('google', { token: { id_token: 'theirs' } })).rejects.toMatchObject({ code });
    expect(client.currentUser).toEqual({ userId: 'bob' });
  });
});

test.each([
  '',
  'no JSON',
  '7',
  '{}',
  '{"authenticationToken":7,"user":{"userId":"ann"}}',
  '{"authenticationToken":"t","user":{}}',
])('what was kept as %j signs nobody in', async (text) => {
  const { client } = await open({}, storage(text));
  expect(client.currentUser).toBeUndefined();
});

describe('a token that is no good any more', () => {
  /** A service that takes nothing but the fresh token, and answers a refresh in this way. */
  const with401 = (refresh: Answer | undefined): Record<string, Answer> => ({
    'POST /tables/todoitem': (request) => (tokenOf(request) === 'fresh' ? created(request) : expired(request)),
    'GET /tables/todoitem': (request) => (tokenOf(request) === 'fresh' ? Response.json([]) : expired(request)),
    ...(refresh === undefined ? {} : { 'GET /.auth/refresh': refresh }),
  });

  test('is refreshed once for requests that are refused at the same time, and kept', async () => {
    const kept = storage(signedIn('ann'));
    const { client, lines } = await open(
      with401(() => Response.json(loginOf('ann', 'fresh'))),
      kept,
    );
    const table = client.table('todoitem');
    await Promise.all([table.read(), table.read(), table.read()]);
    expect(lines().filter((line) => line === 'GET /.auth/refresh')).toHaveLength(1);
    expect(kept.all()).toEqual([JSON.stringify(loginOf('ann', 'fresh'))]);
  });

  test.each<[string, Answer | undefined, string]>([
    ['the service gives no other', expired, 'cancelled-by-authentication'],
    ['the sign-in is too old', () => new Response('{}', { status: 403 }), 'cancelled-by-authentication'],
    ['the other is of somebody else', () => Response.json(loginOf('bob', 'fresh')), 'cancelled-by-authentication'],
    ['there is no network meanwhile', undefined, 'cancelled-by-network'],
    ['the service is busy', () => new Response('', { status: 503 }), 'cancelled-by-network'],
  ])('ends the push if %s; the edits stay', async (_, refresh, code) => {
    const kept = storage(signedIn('ann'));
    const { client } = await open(with401(refresh), kept);
    await client.syncTable('todoitem').insert({ id: 'milk' });
    await expect(client.syncContext.push()).rejects.toMatchObject({ code });
    expect(await client.syncContext.pendingCount()).toBe(1);
    expect(kept.all()).toEqual([signedIn('ann')]);
  });

  test('is that of somebody else by now: nothing is sent', async () => {
    const kept = storage(signedIn('ann'));
    const { client, lines } = await open({ 'POST /tables/todoitem': created }, kept);
    await client.syncTable('todoitem').insert({ id: 'milk' });
    await kept.setItem(`tidemark login ${url}`, signedIn('bob'));
    await expect(client.syncContext.push()).rejects.toMatchObject({ code: 'cancelled-by-authentication' });
    expect(lines()).toEqual([]);
    await client.logout('keep');
    expect(kept.all()).toEqual([signedIn('bob')]);
  });
});

describe('a logout', () => {
  test('needs no network, and is refused while edits wait', async () => {
    const kept = storage(signedIn('ann'));
    const { client, lines } = await open({}, kept);
    const todos = client.syncTable('todoitem');
    await todos.insert({ id: 'milk' });
    await expect(client.logout()).rejects.toMatchObject({ code: 'pending-operations' });
    expect([client.currentUser, kept.all().length]).toEqual([{ userId: 'ann' }, 1]);
    await client.logout('wipe');
    expect([client.currentUser, kept.all(), lines()]).toEqual([undefined, [], []]);
    expect(await client.syncTable('todoitem').read()).toEqual([]);
    await expect(todos.read()).rejects.toMatchObject({ code: 'closed' });
    await client.logout();
  });
});

describe('a login in a window', () => {
  type Listener = (event: object) => void;

  /** A page whose window a test closes, and that hears what a test says. */
  function openPage() {
    const opened = { closed: false, close: () => {} };
    const listeners = new Set<Listener>();
    const addresses: string[] = [];
    vi.stubGlobal('location', { origin: 'https://app.example' });
    vi.stubGlobal('open', (address: string) => {
      addresses.push(address);
      return opened;
    });
    vi.stubGlobal('addEventListener', (_: string, listener: Listener) => listeners.add(listener));
    vi.stubGlobal('removeEventListener', (_: string, listener: Listener) => listeners.delete(listener));
    const say = (event: object) => {
      for (const listener of listeners) listener(event);
    };
    return { opened, listeners, addresses, say };
  }
  const oauth = loginOf('ann');
  const told = { type: 'LoginCompleted', oauth };

  test('begins in the click, and ends with what the service says in it', async () => {
    const { opened, listeners, addresses, say } = openPage();
    const { client } = await open({});
    const login = client.login('google');
    expect(addresses).toEqual([
      `${url}/.auth/login/google?session_mode=token&completion_type=postMessage&completion_origin=https%3A%2F%2Fapp.example`,
    ]);
    say({ source: opened, origin: url, data: told });
    expect(await login).toEqual({ userId: 'ann' });
    expect(listeners.size).toBe(0);
  });

  test.each<[string, (opened: object) => object]>([
    ['another window', () => ({ source: {}, origin: url, data: told })],
    ['a page of another origin in it', (source) => ({ source, origin: 'https://evil.example', data: told })],
    ['the service about something else', (source) => ({ source, origin: url, data: { type: 'Hello', oauth } })],
    ['the service without data', (source) => ({ source, origin: url, data: null })],
  ])('hears nothing of %s', async (_, event) => {
    const { opened, say } = openPage();
    const { client } = await open({});
    const login = client.login('google');
    say(event(opened));
    opened.closed = true;
    await expect(login).rejects.toMatchObject({ code: 'login-cancelled' });
    expect(client.currentUser).toBeUndefined();
  });

  test('fails with what the service says, or when the browser opens none', async () => {
    const { opened, say } = openPage();
    const { client } = await open({});
    const login = client.login('google');
    say({ source: opened, origin: url, data: { type: 'LoginCompleted', error: 'access_denied' } });
    await expect(login).rejects.toMatchObject({ code: 'login-failed', message: 'access_denied' });
    vi.stubGlobal('open', () => null);
    await expect(client.login('google')).rejects.toMatchObject({ code: 'login-failed' });
  });
});
