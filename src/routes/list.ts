/** `GET /tables/{table}`: one page of a table's records. */
import type { Context } from 'hono';
import { planPage } from '../core/page-plan.ts';
import { readPage } from '../db/list.ts';
import { requireAccess } from '../http/access.ts';
import type { AppEnv } from '../http/app-env.ts';
import { findPage } from '../http/find.ts';
import { pageSizeOf } from '../http/page-size.ts';
import { replyPage } from '../http/reply-page.ts';
import { parseListQuery } from '../odata/parse-query.ts';
import type { QueryParam } from '../protocol/query-string.ts';

export async function list(c: Context<AppEnv>): Promise<Response> {
  return listBy(c, c.get('params'));
}

/** The page that these parameters ask for; its link repeats those of the address. */
export async function listBy(c: Context<AppEnv>, params: readonly QueryParam[]): Promise<Response> {
  const dialect = c.get('dialect');
  const openDb = c.get('openDb');
  const principal = c.get('principal');
  const table = c.get('table');
  requireAccess(table, 'read', principal);
  const query = parseListQuery(params, dialect, table);
  const plan = planPage(query);
  const limit = pageSizeOf(c, query.top);
  const request = {
    ...plan,
    principal,
    filter: query.filter,
    includeDeleted: query.includeDeleted,
    // One more record than the page has tells whether there is a next one; 2.0 clients find out by an empty page.
    limit: dialect === '3.0' && limit > 0 ? limit + 1 : limit,
    count: query.count,
  };
  const page = await findPage(c, { id: undefined, limit }, (view) => readPage(openDb(), table, { ...request, view }));
  const count = query.count ? page.count : undefined;
  return replyPage(c, { ...page, count, limit, order: plan.order, select: query.select, top: query.top });
}
