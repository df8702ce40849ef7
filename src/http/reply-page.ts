/** Pages of a list as the two dialects show them. */
import type { Context } from 'hono';
import { printCursor } from '../core/cursor.ts';
import { linkHeader, nextLink, nextQuery } from '../core/next-link.ts';
import type { OrderKey } from '../core/order.ts';
import { columnOf, recordPrinter, type StoredRecord } from '../core/record-body.ts';
import type { AppEnv } from './app-env.ts';
import { cacheControl, replyJson } from './reply.ts';

/** What was read, and what is to be known of the request that asked for it. */
export type PageReply = {
  /** In dialect 3.0 one record more than the limit if there is a next page. */
  readonly rows: readonly StoredRecord[];
  readonly count: number | undefined;
  readonly limit: number;
  readonly order: readonly OrderKey[];
  readonly select: readonly string[] | undefined;
  readonly top: number | undefined;
};

/** Dialect 2.0: an array, or `{results, count}`, and a `Link`. Dialect 3.0: `{items, count?, nextLink?}`. */
export function replyPage(c: Context<AppEnv>, page: PageReply): Response {
  return c.get('dialect') === '2.0' ? replyResults(c, page) : replyItems(c, page);
}

/** A full page has a link even if nothing is behind it: clients of this dialect stop at an empty page. */
function replyResults(c: Context<AppEnv>, { rows, count, limit, order, select, top }: PageReply): Response {
  const results = rows.map(recordPrinter(c.get('table'), select));
  const last = rows.length === limit ? rows.at(-1) : undefined;
  const next = last && nextQuery(c.get('params'), cursorOf(c, order, last), top);
  const headers = {
    'Cache-Control': cacheControl,
    ...(next === undefined ? {} : { Link: linkHeader(c.req.url, next) }),
  };
  return replyJson(count === undefined ? results : { results, count }, 200, headers);
}

function replyItems(c: Context<AppEnv>, { rows, count, limit, order, select, top }: PageReply): Response {
  const shown = rows.slice(0, limit);
  const items = shown.map(recordPrinter(c.get('table'), select));
  const left = top === undefined ? undefined : top - items.length;
  const last = rows.length > limit && left !== 0 ? shown.at(-1) : undefined;
  const next = last && nextQuery(c.get('params'), cursorOf(c, order, last), left);
  const body = {
    items,
    ...(count === undefined ? {} : { count }),
    ...(next === undefined ? {} : { nextLink: nextLink(c.req.url, next, (name) => c.req.header(name)) }),
  };
  return replyJson(body, 200, { 'Cache-Control': cacheControl });
}

function cursorOf(c: Context<AppEnv>, order: readonly OrderKey[], record: StoredRecord): string {
  return printCursor(order.map(({ column }) => record[columnOf(c.get('table'), column)] ?? null));
}
