/** `/api`: routes of the app's own, and what the servers of old have there. */
import { type Context, Hono } from 'hono';
import { openTables } from '../code/open-tables.ts';
import { version } from '../core/version.ts';
import type { AppEnv } from '../http/app-env.ts';
import { callerOf } from '../http/caller.ts';
import { chooseDialect } from '../http/dialect.ts';
import { inOrder } from '../http/steps.ts';
import type { SyncTable } from '../table/sync-table.ts';

/** The app's own routes, and behind them what they leave. What no route takes is 404. */
export function apiRoutes<Bindings extends object>(
  addOwn: ((api: Hono<AppEnv<Bindings>>) => void) | undefined,
  tables: readonly SyncTable[],
): Hono<AppEnv<Bindings>> {
  const api = new Hono<AppEnv<Bindings>>();
  api.use('*', inOrder<Bindings>(chooseDialect, giveTables));
  addOwn?.(api);
  api.get('/runtimeInfo', runtimeInfo(tables));
  return api;
}

function giveTables<Bindings extends object>(c: Context<AppEnv<Bindings>>): void {
  c.set('tables', openTables(callerOf(c)));
}

/** What the test suites of old clients ask before they choose their tests. */
function runtimeInfo(tables: readonly SyncTable[]) {
  const features = {
    intIdTables: tables.some(({ idKind }) => idKind === 'integer'),
    stringIdTables: tables.some(({ idKind }) => idKind === 'string'),
    nhPushEnabled: false,
  };
  return (c: Context<AppEnv>): Response => c.json({ runtime: { type: 'tidemark', version }, features });
}
