/** What a drift check asks of a list. Loaded with the first of them. */
import type { Filter } from '../../src/protocol/filter.ts';
import { printQueryString } from '../../src/protocol/query-string.ts';
import { printQuery } from '../query/print-query.ts';
import { type Query, wholeTable } from '../query/query.ts';
import { tableAddress } from '../transport/operation-request.ts';
import type { WireRequest } from '../transport/request.ts';
import type { Checking } from './checking.ts';
import type { Range } from './digest-range.ts';
import { optionsOf } from './link-options.ts';
import { preferring } from './pull-walk.ts';

/** Records of a page; as many again, of the pull beside it, are still read by the service in one go. */
const pageSize = 500;

/** Counts and digests of the list, or those behind a link of them. */
export function digestRequest(checking: Checking, link?: string): WireRequest {
  const { table, query } = checking.asked;
  const options = optionsOf(link) ?? printed(checking, { ...wholeTable, filter: query.filter });
  return { method: 'GET', address: `${tableAddress(table)}/$digest?${options}` };
}

/** The records of the list that are in the range, in their order. */
export function rangeRequest(checking: Checking, { after, to }: Range): WireRequest {
  const { table, query } = checking.asked;
  const args = [query.filter, bound('gt', after), bound('le', to)].filter((part) => part !== undefined);
  const [first, ...others] = args;
  const filter: Filter | undefined = others.length > 0 ? { kind: 'call', name: 'and', args } : first;
  const options = printed(checking, { ...wholeTable, filter, orderBy: [{ member: 'id', descending: false }] });
  return { method: 'GET', address: `${tableAddress(table)}?${options}`, headers: preferring(pageSize, false) };
}

function printed({ options: { parameters = {} } }: Checking, query: Query): string {
  const own = Object.entries(parameters).map(([name, value]) => ({ name, value }));
  return printQueryString([...own, ...printQuery(query, '3.0')]);
}

function bound(name: 'gt' | 'le', id: string | undefined): Filter | undefined {
  if (id === undefined) return undefined;
  const member = { kind: 'member', name: 'id' } as const;
  return { kind: 'call', name, args: [member, { kind: 'text', value: id }] };
}
