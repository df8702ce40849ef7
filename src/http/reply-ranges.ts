/** Replies with the digests of ranges of records. */
import { printCursor } from '../core/cursor.ts';
import type { DigestRange } from '../core/digest.ts';
import { nextLink, nextQuery } from '../core/next-link.ts';
import type { Asked } from './asked.ts';
import { headHeaders } from './head-headers.ts';
import { cacheControl, jsonReply, type Reply } from './reply.ts';

/** `{ranges: [{to?, count, digest}], nextLink?}`; a range without `to` is the last of all. */
export function rangesReply(asked: Asked, ranges: readonly DigestRange[], head: string | undefined): Reply {
  const { params, url, header } = asked;
  const printed = ranges.map(({ to, ...range }) => (to === undefined ? range : { to, ...range }));
  const last = ranges.at(-1)?.to;
  const cursor = last === undefined ? undefined : printCursor({ after: [last], count: undefined });
  const next = cursor && nextQuery(params, cursor, undefined, undefined);
  const body = { ranges: printed, ...(next === undefined ? {} : { nextLink: nextLink(url, next, header) }) };
  return jsonReply(body, 200, { 'Cache-Control': cacheControl, ...headHeaders(head) });
}
