import { expect, test } from 'vitest';
import { type ListQuery, parseListQuery } from '../../../src/odata/parse-query.ts';
import type { Dialect } from '../../../src/protocol/dialect.ts';
import { ProblemError } from '../../../src/protocol/problem.ts';
import { parseQueryString } from '../../../src/protocol/query-string.ts';
import { columns } from '../protocol/arbitrary-filter.ts';

const parse = (dialect: Dialect, query: string): ListQuery =>
  parseListQuery(parseQueryString(query), dialect, { members: columns, maxTop: 1000 });

const nothing: ListQuery = {
  filter: undefined,
  orderBy: [],
  select: undefined,
  top: undefined,
  skip: undefined,
  count: false,
  includeDeleted: false,
  skipToken: undefined,
};
const asc = (column: string) => ({ column, descending: false });
const desc = (column: string) => ({ column, descending: true });

test.each<[string, Dialect, string, Partial<ListQuery>]>([
  ['nothing asks for nothing', '3.0', '', {}],
  ['an empty filter is none', '2.0', '$filter=&$orderby=&$select=', {}],
  ['unknown names are ignored', '2.0', 'foo=bar&$format=json&__systemProperties=*', {}],
  ['names without $ are ignored', '3.0', 'orderby=nosuch&top=-1&filter=((', {}],
  ['the order of cIOS', '2.0', '$orderby=updatedAt%20asc', { orderBy: [asc('updatedAt')] }],
  ['an order of two columns', '3.0', '$orderby=count desc, text ASC', { orderBy: [desc('count'), asc('text')] }],
  ['a column that orders twice', '3.0', '$orderby=x,text,x desc', { orderBy: [asc('x'), asc('text')] }],
  [
    'an order by ten columns, one of them twice',
    '2.0',
    '$orderby=text,other,x,y,count,size,complete,hidden,due,x,birthday',
    {
      orderBy: ['text', 'other', 'x', 'y', 'count', 'size', 'complete', 'hidden', 'due', 'birthday'].map(asc),
    },
  ],
  ['selected members, each once', '3.0', '$select= id, text ,id', { select: ['id', 'text'] }],
  ['all members', '3.0', '$select=*', {}],
  ['top and skip', '3.0', '$top=1000&$skip=10000', { top: 1000, skip: 10_000 }],
  ['nothing at all', '3.0', '$top=0', { top: 0 }],
  ['a far skip of an old client', '2.0', '$skip=1000000', { skip: 1_000_000 }],
  ['a count in 3.0', '3.0', '$count=true', { count: true }],
  ['no count in 3.0', '3.0', '$count=FALSE', {}],
  ['the count of 2.0', '2.0', '$inlinecount=allpages', { count: true }],
  ['no count in 2.0', '2.0', '$inlinecount=none', {}],
  ['the count of 2.0 in 3.0', '3.0', '$inlinecount=allpages', {}],
  ['the count of 3.0 in 2.0', '2.0', '$count=garbage', {}],
  ['deleted records', '2.0', '__includeDeleted=true', { includeDeleted: true }],
  ['deleted records, as Datasync writes it', '3.0', '__includedeleted=True', { includeDeleted: true }],
  ['deleted records, asked for twice', '2.0', '__includeDeleted=true&__includeDeleted=true', { includeDeleted: true }],
  ['no deleted records', '2.0', '__includeDeleted=false', {}],
  ['no deleted records for any other value', '2.0', '__includeDeleted=1&__includeDeleted', {}],
  ['a token', '3.0', '$skiptoken=abc', { skipToken: 'abc' }],
  ['options in any case', '3.0', '$Top=5&%24SKIP=2', { top: 5, skip: 2 }],
  ['options of 3.0 that 2.0 never knew', '2.0', '$expand=a&$apply=b&$search=c', {}],
])('%s', (_, dialect, query, expected) => {
  expect(parse(dialect, query)).toEqual({ ...nothing, ...expected });
});

test('the filter is checked against the columns', () => {
  const { filter } = parse('2.0', "$filter=(updatedAt ge datetimeoffset'1970-01-01T00:00:00.0000000%2B00:00')");
  expect(filter).toEqual({
    kind: 'compare',
    type: 'boolean',
    operator: 'ge',
    left: { kind: 'member', type: 'date', name: 'updatedAt' },
    right: { kind: 'constant', type: 'date', value: 0 },
  });
});

test.each<[string, Dialect, string, string, number | undefined]>([
  ['a negative top', '3.0', '$top=-1', '$top', undefined],
  ['a top that is no number', '2.0', '$top=NaN', '$top', undefined],
  ['an empty top', '3.0', '$top=', '$top', undefined],
  ['a fraction', '3.0', '$top=1.5', '$top', undefined],
  ['a top over the limit', '2.0', '$top=1001', '$top', undefined],
  ['a top of many digits', '3.0', `$top=${'9'.repeat(400)}`, '$top', undefined],
  ['a negative skip', '3.0', '$skip=-1', '$skip', undefined],
  ['a skip that is no number', '2.0', '$skip=NaN', '$skip', undefined],
  ['a far skip', '3.0', '$skip=10001', '$skip', undefined],
  ['a skip of many digits', '2.0', `$skip=${'9'.repeat(20)}`, '$skip', undefined],
  ['a count of garbage', '3.0', '$count=yes', '$count', undefined],
  ['an inline count of garbage', '2.0', '$inlinecount=some', '$inlinecount', undefined],
  ['an option that is given twice', '3.0', '$top=1&$top=2', '$top', undefined],
  ['an option that is given twice in two cases', '3.0', '$filter=a&$Filter=b', '$filter', undefined],
  ['$expand', '3.0', '$expand=a', '$expand', undefined],
  ['$apply', '3.0', '$apply=a', '$apply', undefined],
  ['$search', '3.0', '$Search=a', '$search', undefined],
  ['a direction that is none', '3.0', '$orderby=text,count fizz', '$orderby', 5],
  ['two directions', '3.0', '$orderby=count asc desc', '$orderby', 0],
  ['an unknown order', '3.0', '$orderby=x, nosuch', '$orderby', 3],
  ['an order by an expression', '3.0', '$orderby=tolower(text)', '$orderby', 0],
  ['an order by JSON', '3.0', '$orderby=meta', '$orderby', 0],
  ['an order by big integers', '3.0', '$orderby=big', '$orderby', 0],
  ['an order with a comma too many', '3.0', '$orderby=x,', '$orderby', 2],
  [
    'an order by eleven columns',
    '3.0',
    '$orderby=text,other,x,y,count,size,complete,hidden,due,x,birthday,alarm',
    '$orderby',
    57,
  ],
  ['an unknown selection', '2.0', '$select=id,nosuch', '$select', 3],
  ['a selection without comma', '3.0', '$select=text count', '$select', 0],
  ['an unknown member in the filter', '2.0', '$filter=x eq 1 and nosuch', '$filter', 11],
])('refused: %s', (_, dialect, query, field, position) => {
  const refused = () => parse(dialect, query);
  expect(refused).toThrow(ProblemError);
  expect(refused).toThrow(expect.objectContaining({ code: 'invalid_query', field, position }));
});
