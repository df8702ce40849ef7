/** A query as the options of a list's address. */
import type { Dialect } from '../../src/protocol/dialect.ts';
import { printFilter } from '../../src/protocol/print-filter.ts';
import type { QueryParam } from '../../src/protocol/query-string.ts';
import type { OrderKey, Query } from './query.ts';

/** The options, not encoded yet (`printQueryString` does that); none for a whole table. */
export function printQuery(query: Query, dialect: Dialect): readonly QueryParam[] {
  const { filter, orderBy, select, skip, top, includeTotalCount } = query;
  const count = dialect === '2.0' ? { name: '$inlinecount', value: 'allpages' } : { name: '$count', value: 'true' };
  return [
    ...(filter === undefined ? [] : [{ name: '$filter', value: printFilter(filter, dialect) }]),
    ...(orderBy.length === 0 ? [] : [{ name: '$orderby', value: orderBy.map(printKey).join(',') }]),
    ...(select === undefined ? [] : [{ name: '$select', value: select.join(',') }]),
    ...(skip === 0 ? [] : [{ name: '$skip', value: String(skip) }]),
    ...(top === undefined ? [] : [{ name: '$top', value: String(top) }]),
    ...(includeTotalCount ? [count] : []),
  ];
}

const printKey = ({ member, descending }: OrderKey): string => (descending ? `${member} desc` : member);
