/** Which page a pull asks for next. */
import type { Json } from '../../src/protocol/column-kind.ts';
import { printQuery } from '../query/print-query.ts';
import type { Query } from '../query/query.ts';
import { tableAddress } from '../transport/operation-request.ts';
import type { Dialect, WireRequest } from '../transport/transport.ts';
import { timeOf } from './pull-mark.ts';

/**
 * The state of a walk. A walk by time asks for records from `from` on, in the order of their last change; `skip` counts
 * those at its end that have the same time. A walk by position keeps the order that the query asks for.
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
  readonly from: string;
  readonly skip: number;
  /** Records that have arrived; a query may limit them. */
  readonly received: number;
  /** What the server's link to the next page asks for. */
  readonly link?: string;
};

export function pageRequest(walk: Walk): WireRequest {
  const { protocol, pageSize, incremental } = walk;
  const features = incremental ? 'OL,IP' : 'OL';
  return {
    method: 'GET',
    address: `${tableAddress(walk.table)}?${walk.link ?? options(walk)}`,
    headers: protocol === '3.0' ? { Prefer: `odata.maxpagesize=${pageSize}` } : { 'X-ZUMO-FEATURES': features },
  };
}

function options(walk: Walk): string {
  const { protocol, query, parameters, byTime, from } = walk;
  const printed = printQuery(
    { ...query, includeTotalCount: false, skip: 0, orderBy: byTime ? byLastChange : query.orderBy },
    protocol,
  );
  const named = printed.map(({ name, value }) => [name, value] as const);
  const all = new Map<string, string>([...parameters, ...named, ['__includeDeleted', 'true']]);
  if (byTime && from !== '') all.set('$filter', and(all.get('$filter'), `updatedAt ge ${literal(from, protocol)}`));
  const skip = query.skip + walk.skip;
  if (skip > 0) all.set('$skip', String(skip));
  const top = asked(walk);
  if (top !== undefined) all.set('$top', String(top));
  return [...all].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
}

const byLastChange = [
  { member: 'updatedAt', descending: false },
  { member: 'id', descending: false },
];

const and = (filter: string | undefined, bound: string): string =>
  filter === undefined ? bound : `(${filter}) and (${bound})`;

const literal = (time: string, protocol: Dialect): string => (protocol === '2.0' ? `datetimeoffset'${time}'` : time);

/** Old servers know no page size but `$top`; in the new dialect that is what the whole query is limited to. */
function asked({ protocol, query, received, pageSize }: Walk): number | undefined {
  const left = query.top === undefined ? undefined : query.top - received;
  return protocol === '3.0' ? left : Math.min(pageSize, left ?? pageSize);
}

/** The walk behind this page; undefined at its end. */
export function following(walk: Walk, all: readonly Json[], link: string | undefined): Walk | undefined {
  const { link: _, ...rest } = walk;
  const received = walk.received + all.length;
  const done = all.length === 0 || (walk.query.top !== undefined && received >= walk.query.top);
  if (done) return undefined;
  // In the new dialect a page without a link is the last; old servers do not tell before an empty one.
  if (link === undefined && walk.protocol === '3.0') return undefined;
  const last = timeOf(all.at(-1));
  const moved = walk.byTime && last !== undefined && last !== walk.from;
  const place = moved ? { from: last, skip: 0 } : { skip: walk.skip + all.length };
  const linked = link === undefined ? {} : { link: link.slice(link.indexOf('?') + 1) };
  return { ...rest, received, ...place, ...linked };
}
