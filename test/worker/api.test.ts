import { describe, expect, test, vi } from 'vitest';
import { requireUser } from '../../src/http/access.ts';
import { ProblemError } from '../../src/protocol/problem.ts';
import { serve } from './coded.ts';
import { uuid } from './db/operations.ts';
import { testFetch } from './fetch.ts';
import { diary, strict, ticket, todoitem } from './tables.ts';

const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

const send = serve({
  api: (api) => {
    api.on([...verbs], '/echo', (c) => c.json({ method: c.req.method, user: c.var.principal?.id ?? null }));
    api.get('/only-get', (c) => c.text('"got"'));
    api.use('/mine/*', requireUser);
    api.get('/mine/name', (c) => c.json({ name: c.var.principal?.id ?? '' }));
    api.get('/broken', () => {
      throw new Error('secret');
    });
    api.get('/refused', () => {
      throw new ProblemError('rejected', 'Not today.');
    });
    api.post('/conflict', async (c) => {
      const { id } = await c.var.tables(todoitem).insert({ text: 'a' });
      await c.var.tables(todoitem).update(id, { text: 'b' }, { version: '0123456789abcdef' });
      return c.json({});
    });
  },
});

describe('219: routes of one’s own', () => {
  test.each(verbs)('are called by %s, without a version, and know who asks', async (method) => {
    expect(await send(method, '/api/echo', { user: 'ann' })).toMatchObject({
      status: 200,
      body: { method, user: 'ann' },
    });
  });

  test('take no other verb and no other address: 404', async () => {
    expect((await send('POST', '/api/only-get')).status).toBe(404);
    expect((await send('GET', '/api/none')).status).toBe(404);
  });

  test('for users only are 401 to others', async () => {
    expect(await send('GET', '/api/mine/name')).toMatchObject({
      status: 401,
      body: { code: 'authentication_required' },
    });
    expect(await send('GET', '/api/mine/name', { user: 'ann' })).toMatchObject({ body: { name: 'ann' } });
  });

  test('have our errors, in the dialect that is asked for', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
    const broken = await send('GET', '/api/broken');
    expect([broken.status, JSON.stringify(broken.body)]).toEqual([500, expect.not.stringContaining('secret')]);
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
    const refused = await send('GET', '/api/refused');
    expect(refused).toMatchObject({ status: 400, body: { code: 'rejected', status: 400, detail: 'Not today.' } });
    const old = await send('GET', '/api/refused', { headers: { 'ZUMO-API-VERSION': '2.0.0' } });
    expect([old.status, old.body]).toEqual([
      400,
      { requestId: expect.any(String), error: 'Not today.', code: 'rejected' },
    ]);
    expect(await send('POST', '/api/conflict')).toMatchObject({ status: 412, body: { code: 'precondition_failed' } });
  });

  test('are open to the pages that the tables are open to', async () => {
    const headers = { Origin: 'http://localhost:3000' };
    const answer = await send('GET', '/api/echo', { headers });
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('http://localhost:3000');
    const preflight = await send('OPTIONS', '/api/echo', {
      headers: { ...headers, 'Access-Control-Request-Method': 'DELETE' },
    });
    expect([preflight.status, preflight.headers.get('Access-Control-Allow-Methods')]).toEqual([
      204,
      expect.stringContaining('DELETE'),
    ]);
  });
});

describe('/api/runtimeInfo', () => {
  test('tells old test suites what they run against', async () => {
    const answer = await testFetch('/api/runtimeInfo');
    expect(await answer.json()).toEqual({
      runtime: { type: 'tidemark', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
      features: { intIdTables: true, stringIdTables: true, nhPushEnabled: false },
    });
  });

  test('can be one’s own', async () => {
    const own = serve({ api: (api) => void api.get('/runtimeInfo', (c) => c.json({ mine: true })) });
    expect((await own('GET', '/api/runtimeInfo')).body).toEqual({ mine: true });
  });
});

describe('tables in code', () => {
  test('are read and written with the types of their columns', async () => {
    const seen: unknown[] = [];
    const own = serve({
      api: (api) => {
        api.post('/run', async (c) => {
          const todos = c.var.tables(todoitem);
          const made = await todos.insert({ text: uuid() });
          const changed = await todos.update(made.id, { complete: true }, { version: made.version });
          seen.push(made.complete, changed.complete, await todos.list(`$filter=text eq '${made.text}'&$top=1`));
          await todos.remove(made.id, { version: changed.version });
          seen.push(await todos.read(made.id), await todos.read(uuid()));
          const numbered = await c.var.tables(ticket).insert({ text: 'a' });
          seen.push(await c.var.tables(ticket).read(numbered.id));
          return c.json({ made, changed, numbered });
        });
      },
    });
    const { body } = await own('POST', '/api/run');
    expect(seen).toEqual([false, true, [body.changed], undefined, undefined, body.numbered]);
  });

  test('of users’ own records are those of who asks', async () => {
    const own = serve({
      api: (api) => {
        api.post('/note', async (c) => c.json(await c.var.tables(diary).insert({ text: 'mine' })));
        api.get('/notes', async (c) => c.json({ notes: await c.var.tables(diary).list() }));
      },
    });
    const [ann, bob] = [uuid(), uuid()];
    await own('POST', '/api/note', { user: ann });
    expect((await own('GET', '/api/notes', { user: ann })).body).toMatchObject({
      notes: [{ text: 'mine', userId: ann }],
    });
    expect((await own('GET', '/api/notes', { user: bob })).body).toEqual({ notes: [] });
  });

  test.each([
    ['an insert without what is required', 'missing_field', 400],
    ['an update of what is not there', 'record_not_found', 404],
    ['a removal of what is not there', 'record_not_found', 404],
  ])('tell of %s as of any client’s', async (what, code, status) => {
    const own = serve({
      api: (api) => {
        api.post('/run', async (c) => {
          const table = c.var.tables(strict);
          if (what.startsWith('an insert')) await table.insert({ score: 1 });
          if (what.startsWith('an update')) await table.update(uuid(), { score: 1 });
          await table.remove(uuid());
          return c.json({});
        });
      },
    });
    expect(await own('POST', '/api/run')).toMatchObject({ status, body: { code } });
  });
});
