/** A pull that asks for something else than a whole table. Loaded with the first of them. */
import type { Dialect } from '../../src/protocol/dialect.ts';
import { printQuery } from '../query/print-query.ts';
import type { Query } from '../query/query.ts';
import { SyncError } from '../sync-error.ts';
import { isFilter } from './pull-mark.ts';
import type { PullOptions } from './pull-options.ts';
import type { Place, Walk } from './pull-walk.ts';

/** With a query id, the position is kept under it; null pulls everything each time. */
export type Asked = { readonly table: string; readonly query: Query; readonly queryId: string | null };

/** @throws SyncError `invalid-option` for a query that cannot be pulled under an id, and for sizes and names that are none. */
export function askedWalk(
  { table, query, queryId }: Asked,
  { parameters = {}, pageSize }: PullOptions,
  protocol: Dialect,
): Walk {
  const isOld = protocol === '2.0';
  const size = pageSize ?? (isOld ? 50 : 1000);
  checkAsked(query, queryId, parameters, size);
  const byTime = isFilter(query);
  const all = { query, parameters: Object.entries(parameters), byTime, protocol, pageSize: size };
  return {
    table,
    asked: [printQuery(query, '3.0').map(({ name, value }) => ({ name, value })), all.parameters],
    byTime,
    top: query.top ?? Number.POSITIVE_INFINITY,
    isLinked: !isOld,
    headers: isOld ? { 'X-ZUMO-FEATURES': queryId === null ? 'OL' : 'OL,IP' } : { Prefer: `odata.maxpagesize=${size}` },
    options: (place) => printOptions(all, place),
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
  readonly protocol: Dialect;
  readonly pageSize: number;
};

function printOptions({ protocol, query, parameters, byTime, pageSize }: All, { from, skip, received }: Place): string {
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
