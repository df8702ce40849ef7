/**
 * The yardstick: what a Worker without any protocol does. One D1 call an answer, the row as SQL gives it, nothing
 * checked, on a table with the columns and indexes of `todoitem` but neither journal nor triggers.
 */
import { Hono } from 'hono';
import { printTimestamp } from '../../src/protocol/print-timestamp.ts';
import { insertion, lookup, page, update } from './bare-sql.ts';

type Row = { readonly [column: string]: string | number | null };
type Todo = { readonly id: string; readonly text: string; readonly complete: boolean };

const app = new Hono<{ Bindings: { readonly DB: D1Database } }>();
const table = '/tables/todoitem';

let last = 0;
/** `updatedAt` is unique. */
function stamp(): number {
  last = Math.max(Date.now(), last + 1);
  return last;
}
const version = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 16);

app.post(table, async (c) => {
  const { id, text, complete } = await c.req.json<Todo>();
  const values = [id, version(), stamp(), text, Number(complete)];
  return c.json(
    await c.env.DB.prepare(insertion)
      .bind(...values)
      .first<Row>(),
    201,
  );
});

app.get(`${table}/:id`, async (c) => {
  const row = await c.env.DB.prepare(lookup).bind(c.req.param('id')).first<Row>();
  return row === null ? c.notFound() : c.json(row);
});

app.patch(`${table}/:id`, async (c) => {
  const { text, complete } = await c.req.json<Todo>();
  const expected = c.req.header('If-Match')?.slice(1, -1) ?? '';
  const values = [text, Number(complete), version(), stamp(), c.req.param('id'), expected];
  const row = await c.env.DB.prepare(update)
    .bind(...values)
    .first<Row>();
  return row === null ? c.body(null, 412) : c.json(row);
});

app.get(table, async (c) => {
  const { results } = await c.env.DB.prepare(page)
    .bind(Number(c.req.query('$top')))
    .all<Row>();
  return c.json(c.req.query('form') === 'wire' ? results.map(toWire) : results);
});

/** The row with the types that our records have on the wire. */
function toWire({ createdAt, updatedAt, complete, deleted, ...row }: Row) {
  return {
    ...row,
    complete: complete === 1,
    createdAt: printTimestamp(Number(createdAt)),
    updatedAt: printTimestamp(Number(updatedAt)),
    deleted: deleted === 1,
  };
}

// biome-ignore lint/style/noDefaultExport: workerd runs a module's default export
export default app;
