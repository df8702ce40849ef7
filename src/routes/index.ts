/** Which address and method leads to which verb. */
import { Hono } from 'hono';
import type { TableCode } from '../code/table-code.ts';
import type { AppEnv } from '../http/app-env.ts';
import { limitBody, maxBodyBytes } from '../http/body.ts';
import { chooseDialect } from '../http/dialect.ts';
import { refuseMethod } from '../http/method.ts';
import { serve } from '../http/serve.ts';
import { inOrder } from '../http/steps.ts';
import { findTable, indexTables } from '../http/table.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { batch, maxBatchBytes } from './batch/batch.ts';
import { health } from './health.ts';
import { home } from './home.ts';
import { allowedBy, recordVerbs, tableVerbs } from './verbs.ts';

/** The routes of a service with these tables. */
export function routes(tables: readonly SyncTable[], code: readonly TableCode[]): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const find = indexTables(tables, code);
  app.get('/', home(tables));
  app.get('/health', health);
  app.use('/tables/:table/*', inOrder(chooseDialect, findTable(find)));
  app.on(['POST', 'PATCH', 'PUT'], '/tables/:table/*', limitBody(maxBodyBytes));
  // Toolkit clients put a slash behind the table.
  const served = { '/tables/:table': tableVerbs, '/tables/:table/': tableVerbs, '/tables/:table/:id': recordVerbs };
  for (const [path, verbs] of Object.entries(served)) {
    for (const [method, verb] of Object.entries(verbs)) app.on(method, path, serve(verb));
    app.all(path, refuseMethod(allowedBy(verbs)));
  }
  app.use('/$batch', inOrder(chooseDialect));
  app.post('/$batch', limitBody(maxBatchBytes), batch(find)).all(refuseMethod('POST'));
  return app;
}
