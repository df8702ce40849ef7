/** Which page a pull asks for next. */
import type { Json } from '../../src/protocol/column-kind.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import type { RecordState } from '../queue/record-state.ts';
import { tableAddress } from '../transport/operation-request.ts';
import type { WireRequest } from '../transport/request.ts';
import { optionsOf } from './link-options.ts';
import { timeOf } from './pull-mark.ts';

/** What a pull walks through. */
export type Walk = {
  readonly table: string;
  /** What is asked for, printed. */
  readonly asked: Json;
  /** By time, in the order of the last change, or by position, in the order that the query asks for. */
  readonly byTime: boolean;
  /** Whether the service is asked to follow changes; then it has an order of its own, and links to all that comes. */
  readonly isTracked: boolean;
  /** At most so many records are asked for. */
  readonly top: number;
  /** Whether the server links each page but the last to the next; old servers do not tell before an empty one. */
  readonly isLinked: boolean;
  readonly headers: NonNullable<WireRequest['headers']>;
  /** The options of the address of a page that the server gave no link to. */
  readonly options: (place: Place) => string;
  /** What a record that arrives makes of the one that is here, where that is not what it always is. */
  readonly merge?: ((state: RecordState, row: JsonRecord) => RecordState) | undefined;
};

/** Where the next page begins. */
export type Place = {
  /** Records from this time on, in a walk by time. */
  readonly from: string;
  /** How many records there have arrived; in a walk by time, of those that have just this time. */
  readonly skip: number;
  /** Records that have arrived; a query may limit them. */
  readonly received: number;
  /** Whether records that were deleted are asked for. */
  readonly deleted: boolean;
  /** The server's link to the page, if it gave one. */
  readonly link?: string | undefined;
};

/** What the server gave of a page. */
export type Page = {
  readonly all: readonly Json[];
  /** Where the next page is. */
  readonly link: string | undefined;
  /** Where a service that follows changes is to be asked next, now or later. */
  readonly followed?: string | undefined;
};

/** All records of a table: what most pulls ask for. */
export const wholeWalk = (table: string, isTracked: boolean): Walk => ({
  table,
  asked: [[], []],
  byTime: true,
  isTracked,
  top: Number.POSITIVE_INFINITY,
  isLinked: true,
  headers: preferring(1000, isTracked),
  options: ({ from, skip, deleted }) =>
    [
      !isTracked && '$orderby=updatedAt%2Cid',
      skip > 0 && `$skip=${skip}`,
      deleted && '__includeDeleted=true',
      from && `$filter=updatedAt%20ge%20${encodeURIComponent(from)}`,
    ]
      .filter(Boolean)
      .join('&'),
});

/** What the service is asked to do if it can (OData v4.01 Part 1 §8.2.8). */
export const preferring = (pageSize: number, isTracked: boolean): Walk['headers'] => ({
  Prefer: `${isTracked ? 'odata.track-changes,' : ''}odata.maxpagesize=${pageSize}`,
});

export const pageRequest = (
  { table, headers, options }: Walk,
  place: Place,
  heads: readonly string[],
): WireRequest => ({
  method: 'GET',
  address: `${tableAddress(table)}?${optionsOf(place.link) ?? options(place)}`,
  headers: { ...headers, 'x-sync-head': heads.join() || undefined },
});

/** The place behind this page; undefined at the end. */
export function following({ byTime, top, isLinked }: Walk, place: Place, { all, link }: Page): Place | undefined {
  const received = place.received + all.length;
  if (all.length === 0 || (isLinked && link === undefined) || received >= top) return undefined;
  const last = byTime ? timeOf(all.at(-1)) : undefined;
  const isSame = last === undefined || last === place.from;
  const next = isSame ? { skip: place.skip + all.length } : { from: last, skip: 0 };
  return { ...place, ...next, received, link };
}
