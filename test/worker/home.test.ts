import { describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { DatabaseError, type Db } from '../../src/db/db.ts';
import { withTodoApp } from '../../src/todo-app.ts';
import { testFetch } from './fetch.ts';
import { todoitem } from './tables.ts';

describe('the home page', () => {
  test('tells programs which tables there are, with their columns, and a line to try', async () => {
    const home: Record<string, unknown> = await (await testFetch('/')).json();
    expect(home).toMatchObject({
      name: 'Tidemark',
      batch: 'http://test.local/$batch',
      try: expect.stringMatching(/^curl http:\/\/test\.local\/tables\//),
    });
    expect(home.tables).toContainEqual({
      name: 'todoitem',
      url: 'http://test.local/tables/todoitem',
      columns: ['id', 'text', 'complete', 'createdAt', 'updatedAt', 'version', 'deleted'],
    });
  });

  test('tells browsers the same as a page', async () => {
    const answer = await testFetch('/', { headers: { Accept: 'text/html,*/*' } });
    expect(answer.headers.get('Content-Type')).toContain('text/html');
    const page = await answer.text();
    for (const part of ['<h1>Tidemark</h1>', 'todoitem', 'curl http://test.local/tables/', '/$batch'])
      expect(page).toContain(part);
  });

  test('has no style but the one whose hash its policy names, and no script', async () => {
    const answer = await testFetch('/', { headers: { Accept: 'text/html' } });
    const page = await answer.text();
    const [, style = ''] = /<style>([^<]*)<\/style>/.exec(page) ?? [];
    const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style)));
    const hash = btoa(String.fromCharCode(...bytes));
    expect(answer.headers.get('Content-Security-Policy')).toContain(`style-src 'sha256-${hash}'`);
    expect(page).not.toMatch(/<script|\sstyle=|\son\w+=/);
  });
});

describe('the to-do app', () => {
  const files = { fetch: async (request: Request) => new Response(new URL(request.url).pathname) };
  const service = withTodoApp(() => new Response('the service'));
  const ask = async (path: string, accept: string, env: object = { ASSETS: files }, method = 'GET') =>
    (await service(new Request(`http://x${path}`, { method, headers: { Accept: accept } }), env)).text();

  test.each([
    ['a browser gets the app', '/', 'text/html,*/*;q=0.8', '/todo/'],
    ['a program gets the service', '/', 'application/json', 'the service'],
    ['so does who takes anything', '/', '*/*', 'the service'],
    ['so does a browser at any other address', '/tables/todoitem', 'text/html', 'the service'],
  ])('%s', async (_, path, accept, expected) => {
    expect(await ask(path, accept)).toBe(expected);
  });

  test('is left out where its files are not served, and by other methods', async () => {
    expect(await ask('/', 'text/html', {})).toBe('the service');
    expect(await ask('/', 'text/html', undefined, 'POST')).toBe('the service');
  });

  test('what answers at / depends on what is asked for, and caches are told so', async () => {
    expect((await testFetch('/')).headers.get('Vary')).toMatch(/^Accept, /);
  });
});

describe('the health of the service', () => {
  const failing = (failure: 'unavailable' | 'failed'): Db => {
    const fail = () => Promise.reject(new DatabaseError(failure, new Error('words of the driver')));
    return { read: fail, write: fail };
  };
  const health = (db: Db) =>
    createApp({ tables: [todoitem], openDb: () => db }).fetch(new Request('http://x/health'), {});

  test('is good when the database answers', async () => {
    const answer = await testFetch('/health');
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
  });

  test.each([
    ['unavailable', 503],
    ['failed', 500],
  ] as const)('is bad when the database is %s', async (failure, status) => {
    const answer = await health(failing(failure));
    expect([answer.status, await answer.text()]).toEqual([status, expect.not.stringContaining('words of the driver')]);
  });
});
