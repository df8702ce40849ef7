/** Which page a pull asks for next. */
import type { Json } from '../../src/protocol/column-kind.ts';
import { tableAddress } from '../transport/operation-request.ts';
import type { WireRequest } from '../transport/request.ts';
import { timeOf } from './pull-mark.ts';

/** What a pull walks through. */
export type Walk = {
  readonly table: string;
  /** What is asked for, printed. */
  readonly asked: Json;
  /** By time, in the order of the last change, or by position, in the order that the query asks for. */
  readonly byTime: boolean;
  /** At most so many records are asked for. */
  readonly top: number;
  /** Whether the server links each page but the last to the next; old servers do not tell before an empty one. */
  readonly isLinked: boolean;
  readonly headers: NonNullable<WireRequest['headers']>;
  /** The options of the address of a page that the server gave no link to. */
  readonly options: (place: Place) => string;
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

/** What the server gave of a page. */
export type Page = { readonly all: readonly Json[]; readonly link: string | undefined };

/** All records of a table: what most pulls ask for. */
export const wholeWalk = (table: string): Walk => ({
  table,
  asked: [[], []],
  byTime: true,
  top: Number.POSITIVE_INFINITY,
  isLinked: true,
  headers: { Prefer: 'odata.maxpagesize=1000' },
  options: ({ from, skip }) =>
    `$orderby=updatedAt%2Cid${skip > 0 ? `&$skip=${skip}` : ''}&__includeDeleted=true${from && `&$filter=updatedAt%20ge%20${encodeURIComponent(from)}`}`,
});

export const pageRequest = ({ table, headers, options }: Walk, place: Place): WireRequest => ({
  method: 'GET',
  // A link is asked of the client's own service, whatever address it has.
  address: `${tableAddress(table)}?${place.link?.replace(/^.*?\?/, '') ?? options(place)}`,
  headers,
});

/** The place behind this page; undefined at the end. */
export function following(
  { byTime, top, isLinked }: Walk,
  { from, skip, received: before }: Place,
  { all, link }: Page,
): Place | undefined {
  const received = before + all.length;
  if (all.length === 0 || (isLinked && link === undefined) || received >= top) return undefined;
  const last = byTime ? timeOf(all.at(-1)) : undefined;
  return last === undefined || last === from
    ? { from, skip: skip + all.length, received, link }
    : { from: last, skip: 0, received, link };
}
