/** Pages of a list as the two dialects show them. */
import type { Context } from 'hono';
import type { Shown } from '../code/table-code.ts';
import { printCursor } from '../core/cursor.ts';
import { linkHeader, nextLink, nextQuery } from '../core/next-link.ts';
import type { OrderKey } from '../core/order.ts';
import { columnOf, recordPrinter, type StoredRecord } from '../core/record-body.ts';
import type { Json } from '../protocol/column-kind.ts';
import type { AppEnv } from './app-env.ts';
import { cacheControl, replyJson } from './reply.ts';
import { picked } from './reply-shown.ts';

/** What was read, and what is to be known of the request that asked for it. */
export type PageReply = {
  /** In dialect 3.0 one record more than the limit if there is a next page. */
  readonly rows: readonly StoredRecord[];
  /** What code shows instead of those rows. */
  readonly shown?: readonly Shown[];
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
function replyResults(c: Context<AppEnv>, page: PageReply): Response {
  const { rows, count, limit, order, top } = page;
  const results = printItems(c, rows, page);
  const last = rows.length === limit ? rows.at(-1) : undefined;
  const next = last && nextQuery(c.get('params'), cursorOf(c, order, last, count), top);
  const headers = {
    'Cache-Control': cacheControl,
    ...(next === undefined ? {} : { Link: linkHeader(c.req.url, next) }),
  };
  return replyJson(count === undefined ? results : { results, count }, 200, headers);
}

function replyItems(c: Context<AppEnv>, page: PageReply): Response {
  const { rows, count, limit, order, top } = page;
  const onPage = rows.slice(0, limit);
  const items = printItems(c, onPage, page);
  const left = top === undefined ? undefined : top - onPage.length;
  const last = rows.length > limit && left !== 0 ? onPage.at(-1) : undefined;
  const next = last && nextQuery(c.get('params'), cursorOf(c, order, last, count), left);
  const body = {
    items,
    ...(count === undefined ? {} : { count }),
    ...(next === undefined ? {} : { nextLink: nextLink(c.req.url, next, (name) => c.req.header(name)) }),
  };
  return replyJson(body, 200, { 'Cache-Control': cacheControl });
}

function printItems(c: Context<AppEnv>, rows: readonly StoredRecord[], { shown, select }: PageReply): readonly Json[] {
  return shown?.map((record) => picked(record, select)) ?? rows.map(recordPrinter(c.get('table'), select));
}

function cursorOf(
  c: Context<AppEnv>,
  order: readonly OrderKey[],
  record: StoredRecord,
  count: number | undefined,
): string {
  const after = order.map(({ column }) => record[columnOf(c.get('table'), column)] ?? null);
  return printCursor({ after, count });
}
