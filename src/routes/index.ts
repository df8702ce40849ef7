/** Which address and method leads to which verb. */
import { type Context, Hono } from 'hono';
import type { TableCode } from '../code/table-code.ts';
import type { AppEnv } from '../http/app-env.ts';
import { limitBody } from '../http/body.ts';
import { chooseDialect } from '../http/dialect.ts';
import { refuseMethod } from '../http/method.ts';
import { inOrder } from '../http/steps.ts';
import { findTable } from '../http/table.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { health } from './health.ts';
import { home } from './home.ts';
import { insert } from './insert.ts';
import { list } from './list.ts';
import { query } from './query.ts';
import { read } from './read.ts';
import { remove } from './remove.ts';
import { replace } from './replace.ts';
import { undelete } from './undelete.ts';
import { update } from './update.ts';

/** The routes of a service with these tables. */
export function routes(tables: readonly SyncTable[], code: readonly TableCode[]): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get('/', home(tables));
  app.get('/health', health);
  app.use('/tables/:table/*', inOrder(chooseDialect, findTable(tables, code)));
  app.on(['POST', 'PATCH', 'PUT'], '/tables/:table/*', limitBody);
  // Toolkit clients put a slash behind the table.
  for (const path of ['/tables/:table', '/tables/:table/']) {
    app.get(path, list).post(insert).patch(update).all(refuseMethod('GET, POST, PATCH'));
  }
  const record = '/tables/:table/:id';
  app.get(record, read).post(queryOrUndelete).patch(update).put(replace).delete(remove);
  app.all(record, refuseMethod('GET, POST, PATCH, PUT, DELETE'));
  return app;
}

/** One route for both: next to a route for `$query` alone, Hono would give up its one regular expression for all. */
function queryOrUndelete(c: Context<AppEnv>): Promise<Response> {
  return c.req.path.endsWith('/$query') ? query(c) : undelete(c);
}
