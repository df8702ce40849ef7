/** The address of the next page, in the form that the client understands. */
import { printQueryString, type QueryParam } from '../protocol/query-string.ts';

const replaced = new Set(['$skip', '$skiptoken', '$top', '$deltatoken']);

/**
 * The query of the next page: the same one, starting behind the cursor, with what is left of `$top`. It has no `$skip`:
 * a record that changes between two pages moves, and all that is counted from the start would move with it.
 */
export function nextQuery(
  params: readonly QueryParam[],
  cursor: string,
  topLeft: number | undefined,
  deltaToken: string | undefined,
): string {
  const kept = params.filter(({ name }) => !replaced.has(name));
  const top = topLeft === undefined ? [] : [{ name: '$top', value: String(topLeft) }];
  const delta = deltaToken === undefined ? [] : [{ name: '$deltatoken', value: deltaToken }];
  return printQueryString([...kept, ...top, ...delta, { name: '$skiptoken', value: cursor }]);
}

/** The query whose answer tells what has changed. Nothing is counted there. */
export function deltaQuery(params: readonly QueryParam[], deltaToken: string): string {
  const kept = params.filter(({ name }) => !replaced.has(name) && name !== '$count');
  return printQueryString([...kept, { name: '$deltatoken', value: deltaToken }]);
}

type Headers = (name: string) => string | undefined;

/**
 * The `nextLink` of dialect 3.0. Datasync 6 takes a path when it asks for one, and else an absolute URL; toolkit
 * clients put what they get behind their own `?`, so they take the bare query. Nothing but these headers tells them
 * apart.
 */
export function nextLink(address: string, query: string, header: Headers): string {
  const { origin, pathname } = new URL(address);
  if (/nextlink=path/i.test(header('X-ZUMO-Options') ?? '')) return `${pathname}?${query}`;
  const datasync = header('X-ZUMO-VERSION') ?? header('X-ZUMO-INSTALLATION-ID');
  return datasync === undefined ? query : `${origin}${pathname}?${query}`;
}

/** The `Link` of dialect 2.0: without angle brackets or quotes, which its clients do not take off. */
export function linkHeader(address: string, query: string): string {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}?${query}; rel=next`;
}
