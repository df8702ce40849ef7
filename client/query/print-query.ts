/** A query as the options of a list's address. */
import type { Dialect } from '../../src/protocol/dialect.ts';
import { printFilter } from '../../src/protocol/print-filter.ts';
import type { QueryParam } from '../../src/protocol/query-string.ts';
import type { Query } from './query.ts';

/** The options, not encoded yet (`printQueryString` does that); none for a whole table. */
export function printQuery(query: Query, dialect: Dialect): readonly QueryParam[] {
  const { filter, orderBy, select, skip, top, includeTotalCount } = query;
  const [count, all] = dialect === '2.0' ? ['$inlinecount', 'allpages'] : ['$count', true];
  const options = {
    $filter: filter && printFilter(filter, dialect),
    $orderby: orderBy.map(({ member, descending }) => (descending ? `${member} desc` : member)).join() || undefined,
    $select: select?.join(),
    $skip: skip || undefined,
    $top: top,
    [count]: includeTotalCount ? all : undefined,
  };
  return Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value: String(value) }],
  );
}
