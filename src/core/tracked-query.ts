/** A list whose changes are followed: what of its query a delta token has to remember. */

import type { CheckedFilter } from '../odata/checked-filter.ts';
import type { ListQuery } from '../odata/parse-query.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { QueryParam } from '../protocol/query-string.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { badToken, type DeltaToken, type NamedColumn, parseDeltaToken, printDeltaToken } from './delta-token.ts';
import { fingerprint } from './fingerprint.ts';
import { type History, resync } from './history.ts';
import { membersOf } from './members-of.ts';
import type { Principal } from './principal.ts';
import { scopeOf } from './scope.ts';

const remembered = new Set(['$filter', '$select', '__includedeleted']);

/** The fingerprint of the options that say which records a query finds, and what it shows of them. */
export function queryMark(params: readonly QueryParam[]): string {
  const options = params
    .map(({ name, value }) => [name.toLowerCase(), value])
    .filter(([name = '']) => remembered.has(name));
  return fingerprint(JSON.stringify(options.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))));
}

/** The fingerprint of what somebody can see of a table. */
export function scopeMark(table: SyncTable, principal: Principal | undefined, view: CheckedFilter | undefined): string {
  return fingerprint(JSON.stringify([scopeOf(table, principal), view ?? null]));
}

/**
 * The token of a link, before its query is parsed: a column that is gone would be taken for a fault of the query.
 *
 * @throws ProblemError `invalid_query` for a token of no list or of another one, `resync_required` (`schema`).
 */
export function followToken(text: string, params: readonly QueryParam[], table: SyncTable): DeltaToken {
  const token = parseDeltaToken(text);
  if (token.query !== queryMark(params))
    throw badToken('The token belongs to another query; follow links as they are.');
  const isSame = ([member, kind]: NamedColumn): boolean => table.members.get(member) === kind;
  if (!token.columns.every(isSame)) throw resync('schema');
  return token;
}

/** What stays the same from link to link. */
type Tracked = Pick<DeltaToken, 'scope' | 'query' | 'columns'>;

/** The token of a link behind an answer: what follows tells what has changed after the stamp. */
export function tokenAfter(tracked: Tracked, { head, epoch }: History, seq: number): string {
  return printDeltaToken({ ...tracked, seq, head, epoch });
}

/** The columns that a query names, each once. */
export function namedColumns({ filter, select = [] }: ListQuery, table: SyncTable): readonly NamedColumn[] {
  const named = new Set([...(filter === undefined ? [] : membersOf(filter)), ...select]);
  return [...named].map((member) => [member, table.members.get(member) ?? ''] as const);
}

/** @throws ProblemError `invalid_query` for options that say nothing about a list whose changes are followed. */
export function refuseUntracked({ orderBy, top, skip }: ListQuery): void {
  const given = { $orderby: orderBy.length > 0, $top: top !== undefined, $skip: skip !== undefined };
  const option = Object.entries(given).find(([, isGiven]) => isGiven)?.[0];
  if (option === undefined) return;
  const detail = `${option}: A list whose changes are followed is whole and has no order; leave the option out.`;
  throw new ProblemError('invalid_query', detail, { field: option });
}

/**
 * The view, if it is one whose changes can be told.
 *
 * @throws Error when it uses columns whose old values nobody keeps, so that nobody could tell who has lost sight of a
 * record: a fault of ours, not of the client.
 */
export function trackableView(table: SyncTable, view: CheckedFilter | undefined): CheckedFilter | undefined {
  if (view === undefined) return undefined;
  const kept = new Set(['id', 'createdAt', table.owner, ...table.viewColumns]);
  const missing = [...membersOf(view)].filter((member) => !kept.has(member));
  if (missing.length === 0) return view;
  const names = missing.map((name) => `"${name}"`).join(', ');
  throw new Error(`Table "${table.name}": its view uses ${names}; list them in viewColumns, or it has no delta links.`);
}
