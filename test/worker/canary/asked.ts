/** Random requests as they are sent. */
import { printQueryString, type QueryParam } from '../../../src/protocol/query-string.ts';
import type { Asked } from '../injection/hostile.ts';
import type { Reach, SomeList, SomeRequest, SomeToken, SomeWrite } from './requests.ts';

/** A column of the database, or what SQL has besides. */
export type Column = { readonly table: string; readonly name: string };

/** The column that is reached for, as it is written. */
export function written(columns: readonly Column[], reach: Reach): Column {
  const column = columns[reach.column % columns.length];
  if (column === undefined) throw new Error('There are no columns to reach for.');
  return { ...column, name: reach.casing(column.name) };
}

const ann = { 'x-test-user': 'ann' };

function askedList(
  { table, version, posted, counts, deleted, tracks, pageSize }: SomeList,
  own: readonly QueryParam[],
): Asked {
  const is2 = version === '2.0.0';
  const count = is2 ? { name: '$inlinecount', value: 'allpages' } : { name: '$count', value: 'true' };
  const query = printQueryString([
    ...own,
    ...(counts ? [count] : []),
    ...(deleted ? [{ name: '__includeDeleted', value: 'true' }] : []),
    ...(is2 ? [{ name: '$top', value: String(pageSize) }] : []),
  ]);
  const headers = { ...ann, Prefer: `odata.maxpagesize=${pageSize}${tracks ? ', odata.track-changes' : ''}` };
  if (!posted) return { path: `/tables/${table}?${query}`, headers };
  const typed = { ...headers, 'Content-Type': 'text/plain' };
  return { method: 'POST', path: `/tables/${table}/$query`, headers: typed, body: query };
}

function tokenParams({ order, keys }: SomeToken): readonly QueryParam[] {
  const bytes = Array.from(new TextEncoder().encode(JSON.stringify([keys])), (byte) => String.fromCharCode(byte));
  const value = btoa(bytes.join('')).replaceAll('+', '-').replaceAll('/', '_');
  return [
    { name: '$orderby', value: order },
    { name: '$skiptoken', value },
  ];
}

function askedWrite({ table, method, id, byBody, match, key, text }: SomeWrite): Asked {
  const bare = byBody && (method === 'POST' || method === 'PATCH');
  return {
    method,
    path: bare ? `/tables/${table}` : `/tables/${table}/${id}?__includeDeleted=true`,
    headers: { ...ann, ...match, ...(key === undefined ? {} : { 'Idempotency-Key': `"client:${key}"` }) },
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(bare ? { id, text } : { text }) }),
  };
}

/** The request that ann sends. */
export function askedOf(columns: readonly Column[], request: SomeRequest): Asked {
  if ('write' in request) return askedWrite(request.write);
  if ('token' in request) return askedList(request.list, tokenParams(request.token));
  const { table, name } = written(columns, request.reach);
  const [option, place] = request.reach.place;
  return askedList(request.list, [{ name: option, value: place(request.reach.form(table, name)) }]);
}
