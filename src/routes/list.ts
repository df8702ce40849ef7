/** `GET /tables/{table}`: one page of a table's records. */
import type { Context } from 'hono';
import { parseCursor, printCursor } from '../core/cursor.ts';
import { linkHeader, nextLink, nextQuery } from '../core/next-link.ts';
import { type OrderKey, totalOrder } from '../core/order.ts';
import { columnOf, recordPrinter } from '../core/record-body.ts';
import { scopeOf } from '../core/scope.ts';
import { skippableStamp } from '../core/skip-clamp.ts';
import type { Row } from '../db/db.ts';
import { type Page, readPage } from '../db/list.ts';
import { whereOf } from '../db/where.ts';
import { requireAccess } from '../http/access.ts';
import type { AppEnv } from '../http/app-env.ts';
import { pageSizeOf } from '../http/page-size.ts';
import { cacheControl } from '../http/reply.ts';
import { type ListQuery, parseListQuery } from '../odata/parse-query.ts';

/** Dialect 2.0: an array, or `{results, count}`, and a `Link`. Dialect 3.0: `{items, count?, nextLink?}`. */
export async function list(c: Context<AppEnv>): Promise<Response> {
  const { dialect, openDb, params, principal, table } = c.var;
  requireAccess(table, 'read', principal);
  const query = parseListQuery(params, dialect, table);
  const order = totalOrder(query.orderBy);
  const limit = pageSizeOf(c, query.top);
  const page = await readPage(openDb(), table, {
    scope: scopeOf(table, principal),
    filter: query.filter && whereOf(query.filter, table),
    includeDeleted: query.includeDeleted,
    order,
    after: query.skipToken === undefined ? undefined : parseCursor(query.skipToken, order.length),
    skip: query.skip ?? 0,
    skipOnlyAt: skippableStamp(query.filter, order),
    // One more record than the page has tells whether there is a next one; 2.0 clients find out by an empty page.
    limit: dialect === '3.0' && limit > 0 ? limit + 1 : limit,
    count: query.count,
  });
  return dialect === '2.0' ? reply2(c, query, order, page, limit) : reply3(c, query, order, page, limit);
}

function reply2(c: Context<AppEnv>, query: ListQuery, order: readonly OrderKey[], page: Page, limit: number): Response {
  const records = page.rows.map(recordPrinter(c.var.table, query.select));
  const last = page.rows.length === limit ? page.rows.at(-1) : undefined;
  const next = last && nextQuery(c.var.params, cursorOf(c, order, last), query.top);
  const headers = {
    'Cache-Control': cacheControl,
    ...(next === undefined ? {} : { Link: linkHeader(c.req.url, next) }),
  };
  return c.json(page.count === undefined ? records : { results: records, count: page.count }, 200, headers);
}

function reply3(c: Context<AppEnv>, query: ListQuery, order: readonly OrderKey[], page: Page, limit: number): Response {
  const rows = page.rows.slice(0, limit);
  const items = rows.map(recordPrinter(c.var.table, query.select));
  const left = query.top === undefined ? undefined : query.top - items.length;
  const last = page.rows.length > limit && left !== 0 ? rows.at(-1) : undefined;
  const next = last && nextQuery(c.var.params, cursorOf(c, order, last), left);
  const body = {
    items,
    ...(page.count === undefined ? {} : { count: page.count }),
    ...(next === undefined ? {} : { nextLink: nextLink(c.req.url, next, (name) => c.req.header(name)) }),
  };
  return c.json(body, 200, { 'Cache-Control': cacheControl });
}

function cursorOf(c: Context<AppEnv>, order: readonly OrderKey[], row: Row): string {
  return printCursor(order.map(({ column }) => row[columnOf(c.var.table, column)] ?? null));
}
