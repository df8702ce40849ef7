/** Which page a pull asks for next. */
import type { Json } from '../../src/protocol/column-kind.ts';
import type { Dialect } from '../../src/protocol/dialect.ts';
import { printQuery } from '../query/print-query.ts';
import type { Query } from '../query/query.ts';
import { tableAddress } from '../transport/operation-request.ts';
import type { WireRequest } from '../transport/request.ts';
import { timeOf } from './pull-mark.ts';

/**
 * What a pull walks through: by time, in the order of the last change, or by position, in the order that the query asks
 * for.
 */
export type Walk = {
  readonly table: string;
  readonly protocol: Dialect;
  readonly query: Query;
  readonly parameters: readonly (readonly [string, string])[];
  readonly pageSize: number;
  readonly byTime: boolean;
  /** Whether only what has changed since the last pull is asked for. */
  readonly incremental: boolean;
};

/** Where the next page begins. */
export type Place = {
  /** Records from this time on, in a walk by time. */
  readonly from: string;
  /** How many records there have arrived; in a walk by time, of those that have just this time. */
  readonly skip: number;
  /** Records that have arrived; a query may limit them. */
  readonly received: number;
  /** The server's link to the page, if it gave one. */
  readonly link?: string | undefined;
};

export function pageRequest(walk: Walk, place: Place): WireRequest {
  const isOld = walk.protocol === '2.0';
  return {
    method: 'GET',
    // A link is asked of the client's own service, whatever address it has.
    address: `${tableAddress(walk.table)}?${place.link === undefined ? options(walk, place) : place.link.slice(place.link.indexOf('?') + 1)}`,
    headers: {
      Prefer: isOld ? undefined : `odata.maxpagesize=${walk.pageSize}`,
      'X-ZUMO-FEATURES': isOld ? (walk.incremental ? 'OL,IP' : 'OL') : undefined,
    },
  };
}

function options({ protocol, query, parameters, byTime, pageSize }: Walk, { from, skip, received }: Place): string {
  const orderBy = byTime ? byLastChange : query.orderBy;
  const printed = printQuery({ ...query, includeTotalCount: false, orderBy, skip: query.skip + skip }, protocol);
  const all = new Map(parameters);
  for (const { name, value } of printed) all.set(name, value);
  all.set('__includeDeleted', 'true');
  if (byTime && from !== '') {
    const bound = `updatedAt ge ${protocol === '2.0' ? `datetimeoffset'${from}'` : from}`;
    const filter = all.get('$filter');
    all.set('$filter', filter === undefined ? bound : `(${filter}) and (${bound})`);
  }
  // Old servers know no page size but `$top`; in the new dialect that is what the whole query is limited to.
  const left = (query.top ?? Number.POSITIVE_INFINITY) - received;
  const top = protocol === '2.0' ? Math.min(pageSize, left) : left;
  if (Number.isFinite(top)) all.set('$top', String(top));
  return [...all].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
}

const byLastChange = ['updatedAt', 'id'].map((member) => ({ member, descending: false }));

/** The place behind this page; undefined at the end. */
export function following(
  { protocol, query, byTime }: Walk,
  place: Place,
  all: readonly Json[],
  link: string | undefined,
): Place | undefined {
  const received = place.received + all.length;
  // In the new dialect a page without a link is the last; old servers do not tell before an empty one.
  const isLast = all.length === 0 || (link === undefined && protocol === '3.0');
  if (isLast || (query.top !== undefined && received >= query.top)) return undefined;
  const last = byTime ? timeOf(all.at(-1)) : undefined;
  return last === undefined || last === place.from
    ? { from: place.from, skip: place.skip + all.length, received, link }
    : { from: last, skip: 0, received, link };
}
