/** Pages of what has changed in a list (OData JSON v4.01 §15). */
import type { Change } from '../core/change.ts';
import { deltaQuery, nextLink } from '../core/next-link.ts';
import { type RecordBody, recordPrinter } from '../core/record-body.ts';
import type { Row } from '../db/db.ts';
import type { Asked } from './asked.ts';
import { headHeaders } from './head-headers.ts';
import { cacheControl, jsonReply, type Reply } from './reply.ts';

type ChangesShown = {
  /** One more than the limit if there is a next page. */
  readonly changes: readonly Change<Row>[];
  readonly limit: number;
  readonly head: string | undefined;
  readonly deltaToken: string;
  readonly select: readonly string[] | undefined;
};

/**
 * `{items, nextLink}`, or on the last page `{items, deltaLink}`, whose address tells what changes from then on. An item
 * is a record as it is now, or `{"id", "@removed": {"reason"}}`.
 */
export function changesReply(asked: Asked, { changes, limit, head, deltaToken, select }: ChangesShown): Reply {
  const print = recordPrinter(asked.table, select);
  const items = changes.slice(0, limit).map((change): RecordBody => {
    if (change.kind === 'record') return print(change.record);
    return { id: change.id, '@removed': { reason: change.reason } };
  });
  const link = nextLink(asked.url, deltaQuery(asked.params, deltaToken), asked.header);
  const body = { items, ...(changes.length > limit ? { nextLink: link } : { deltaLink: link }) };
  return jsonReply(body, 200, { 'Cache-Control': cacheControl, ...headHeaders(head) });
}
