/** Pages of a list as the two dialects show them. */
import type { Shown } from '../code/table-code.ts';
import { printCursor } from '../core/cursor.ts';
import { deltaQuery, linkHeader, nextLink, nextQuery } from '../core/next-link.ts';
import type { OrderKey } from '../core/order.ts';
import { columnOf, recordPrinter, type StoredRecord } from '../core/record-body.ts';
import type { Json } from '../protocol/column-kind.ts';
import type { Asked } from './asked.ts';
import { headHeaders } from './head-headers.ts';
import { cacheControl, jsonReply, type Reply } from './reply.ts';
import { picked } from './reply-shown.ts';

/** What was read, and what is to be known of the request that asked for it. */
type PageShown = {
  /** In dialect 3.0 one record more than the limit if there is a next page. */
  readonly rows: readonly StoredRecord[];
  /** What code shows instead of those rows. */
  readonly shown?: readonly Shown[];
  readonly count: number | undefined;
  readonly limit: number;
  readonly order: readonly OrderKey[];
  readonly select: readonly string[] | undefined;
  readonly top: number | undefined;
  readonly head?: string | undefined;
  /** Where changes are followed, the token of the link to them. */
  readonly deltaToken?: string | undefined;
  /** The preference that was applied. */
  readonly preference?: string | undefined;
};

/**
 * Dialect 2.0: an array, or `{results, count}`, and a `Link`. Dialect 3.0: `{items, count?, nextLink?}`, and where
 * changes are followed `deltaLink` on the last page.
 */
export function pageReply(asked: Asked, page: PageShown): Reply {
  return asked.dialect === '2.0' ? resultsReply(asked, page) : itemsReply(asked, page);
}

/** A full page has a link even if nothing is behind it: clients of this dialect stop at an empty page. */
function resultsReply(asked: Asked, page: PageShown): Reply {
  const { rows, count, limit, order, top } = page;
  const results = printItems(asked, rows, page);
  const last = rows.length === limit ? rows.at(-1) : undefined;
  const next = last && nextQuery(asked.params, cursorOf(asked, order, last, count), top, undefined);
  const headers = {
    'Cache-Control': cacheControl,
    ...(next === undefined ? {} : { Link: linkHeader(asked.url, next) }),
  };
  return jsonReply(count === undefined ? results : { results, count }, 200, headers);
}

function itemsReply(asked: Asked, page: PageShown): Reply {
  const { rows, count, limit, order, top, head, deltaToken, preference } = page;
  const { params, url, header } = asked;
  const onPage = rows.slice(0, limit);
  const items = printItems(asked, onPage, page);
  const left = top === undefined ? undefined : top - onPage.length;
  const last = rows.length > limit && left !== 0 ? onPage.at(-1) : undefined;
  const next = last && nextQuery(params, cursorOf(asked, order, last, count), left, deltaToken);
  const delta = next === undefined && deltaToken !== undefined ? deltaQuery(params, deltaToken) : undefined;
  const body = {
    items,
    ...(count === undefined ? {} : { count }),
    ...(next === undefined ? {} : { nextLink: nextLink(url, next, header) }),
    ...(delta === undefined ? {} : { deltaLink: nextLink(url, delta, header) }),
  };
  const applied = preference === undefined ? {} : { 'Preference-Applied': preference };
  return jsonReply(body, 200, { 'Cache-Control': cacheControl, ...headHeaders(head), ...applied });
}

function printItems({ table }: Asked, rows: readonly StoredRecord[], { shown, select }: PageShown): readonly Json[] {
  return shown?.map((record) => picked(record, select)) ?? rows.map(recordPrinter(table, select));
}

function cursorOf(
  { table }: Asked,
  order: readonly OrderKey[],
  record: StoredRecord,
  count: number | undefined,
): string {
  const after = order.map(({ column }) => record[columnOf(table, column)] ?? null);
  return printCursor({ after, count });
}
