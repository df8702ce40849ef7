/** The real Worker with two things added: each answer says how many D1 calls it took, and a route takes many inserts at once. */
import { Hono } from 'hono';
import { parseBody } from '../../src/core/body.ts';
import { realEnvironment } from '../../src/core/environment.ts';
import { recordPrinter } from '../../src/core/record-body.ts';
import { requestedInsert } from '../../src/core/requested.ts';
import { openD1 } from '../../src/db/d1.ts';
import { write } from '../../src/db/write/write.ts';
import worker from '../../src/index.ts';
import { todoitem } from '../../src/tables.ts';
import { countCalls } from './counted-database.ts';

const probe = new Hono<{ Bindings: { readonly DB: D1Database } }>();

/** `[record, ...]` in, all records as they are stored out; one call of the write path, an operation key for each. */
probe.post('/bulk', async (c) => {
  const bodies = await c.req.json<readonly unknown[]>();
  const client = realEnvironment.uuid();
  const entries = bodies.map((body, n) => {
    const parsed = parseBody(todoitem, '3.0', 'insert', body);
    return { table: todoitem, entry: requestedInsert(todoitem, parsed, realEnvironment.uuid, { client, n }) };
  });
  const writer = { db: openD1(c.env.DB), environment: realEnvironment, principal: undefined };
  const outcomes = await write(writer, entries);
  const print = recordPrinter(todoitem);
  const records = outcomes.map((outcome) => {
    if (outcome.kind === 'written' && outcome.record !== undefined) return print(outcome.record);
    throw new Error('An insert was refused.');
  });
  return c.json(records);
});

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
