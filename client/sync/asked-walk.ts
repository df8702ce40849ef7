/** What a pull walks through, by what it asks for. Loaded with the first of them. */
import type { Dialect } from '../../src/protocol/dialect.ts';
import { isFilter } from '../query/is-filter.ts';
import { printQuery } from '../query/print-query.ts';
import type { Query } from '../query/query.ts';
import { SyncError } from '../sync-error.ts';
import type { Asked } from './asked.ts';
import type { Device } from './device.ts';
import { leavingMerge } from './leaving-merge.ts';
import type { PullOptions } from './pull-options.ts';
import { type Place, preferring, type Walk, wholeWalk } from './pull-walk.ts';

/**
 * @throws SyncError `invalid-option` for a query that cannot be pulled under an id, and for sizes and names that are
 * none.
 */
export async function walkOf(device: Device, asked: Asked, options: PullOptions, isTracked: boolean): Promise<Walk> {
  const { filter, select } = asked.query;
  const { parameters, pageSize } = options;
  const isWhole = isFilter(asked.query) && (filter ?? select ?? parameters ?? pageSize) === undefined;
  return isWhole && device.protocol === '3.0'
    ? wholeWalk(asked.table, isTracked)
    : askedWalk(device, asked, options, isTracked);
}

async function askedWalk(
  device: Device,
  asked: Asked,
  { parameters = {}, pageSize }: PullOptions,
  isTracked: boolean,
): Promise<Walk> {
  const { protocol } = device;
  const { table, query, queryId } = asked;
  const isOld = protocol === '2.0';
  const size = pageSize ?? (isOld ? 50 : 1000);
  checkAsked(query, queryId, parameters, size);
  const byTime = isFilter(query);
  const all = { query, parameters: Object.entries(parameters), byTime, isTracked, protocol, pageSize: size };
  return {
    table,
    asked: [printQuery(query, '3.0').map(({ name, value }) => ({ name, value })), all.parameters],
    byTime,
    isTracked,
    top: query.top ?? Number.POSITIVE_INFINITY,
    isLinked: !isOld,
    headers: isOld ? { 'X-ZUMO-FEATURES': queryId === null ? 'OL' : 'OL,IP' } : preferring(size, isTracked),
    options: (place) => printOptions(all, place),
    merge: await leavingMerge(device, asked),
  };
}

function checkAsked(
  query: Query,
  queryId: string | null,
  parameters: Readonly<Record<string, string>>,
  pageSize: number,
): void {
  const own = Object.keys(parameters).find((name) => name.startsWith('$') || name === '__includeDeleted');
  const fault =
    (queryId !== null && !isFilter(query) && 'With a query id there is no order, skip or take.') ||
    (query.select && 'Declare columns instead of select.') ||
    (own !== undefined && `"${own}" is the pull's own.`) ||
    (!(Number.isSafeInteger(pageSize) && pageSize > 0) && `pageSize is ${pageSize}.`);
  if (fault) throw new SyncError('invalid-option', fault);
}

type All = {
  readonly query: Query;
  readonly parameters: readonly (readonly [string, string])[];
  readonly byTime: boolean;
  readonly isTracked: boolean;
  readonly protocol: Dialect;
  readonly pageSize: number;
};

function printOptions(all: All, place: Place): string {
  const { protocol, query, parameters, byTime, isTracked } = all;
  const { from, skip, deleted } = place;
  // A service that follows changes has an order of its own.
  const orderBy = isTracked ? [] : byTime ? byLastChange : query.orderBy;
  const printed = printQuery({ ...query, includeTotalCount: false, orderBy, skip: query.skip + skip }, protocol);
  const options = new Map(parameters);
  for (const { name, value } of printed) options.set(name, value);
  if (deleted) options.set('__includeDeleted', 'true');
  if (byTime && from !== '') {
    const bound = `updatedAt ge ${protocol === '2.0' ? `datetimeoffset'${from}'` : from}`;
    const filter = options.get('$filter');
    options.set('$filter', filter === undefined ? bound : `(${filter}) and (${bound})`);
  }
  const top = topOf(all, place);
  if (Number.isFinite(top)) options.set('$top', String(top));
  return [...options].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
}

/** Old servers know no page size but `$top`; in the new dialect that is what the whole query is limited to. */
function topOf({ protocol, query, pageSize }: All, { received }: Place): number {
  const left = (query.top ?? Number.POSITIVE_INFINITY) - received;
  return protocol === '2.0' ? Math.min(pageSize, left) : left;
}

const byLastChange = ['updatedAt', 'id'].map((member) => ({ member, descending: false }));
