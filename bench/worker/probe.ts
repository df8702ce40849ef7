/** The real Worker, whose answers say how many D1 calls they took. */
import { Hono } from 'hono';
import worker from '../../src/index.ts';
import { countCalls } from './counted-database.ts';

const probe = new Hono<{ Bindings: { readonly DB: D1Database } }>();

probe.all('*', async (c) => {
  let calls = 0;
  const database = countCalls(c.env.DB, () => {
    calls += 1;
  });
  const answer = await worker.fetch(c.req.raw, { ...c.env, DB: database });
  const headers = new Headers(answer.headers);
  headers.set('X-D1-Calls', String(calls));
  return new Response(answer.body, { status: answer.status, headers });
});

// biome-ignore lint/style/noDefaultExport: workerd runs a module's default export
export default probe;
