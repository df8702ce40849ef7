/** Addresses: the parameters of their query, and those that are too long or that no percent-decoding gives a text. */
import type { Context } from 'hono';
import { ProblemError } from '../protocol/problem.ts';
import { parseQueryString, type QueryParam } from '../protocol/query-string.ts';
import type { AppEnv } from './app-env.ts';

const maxAddressLength = 8192;

/** Puts the decoded parameters of the query where every later step finds them. */
export function readAddress<Bindings extends object>(c: Context<AppEnv<Bindings>>): void {
  c.set('params', parseAddress(c.req.url));
}

/**
 * The decoded parameters of the query of a whole address.
 *
 * @throws ProblemError `address_too_long` or `invalid_address`.
 */
export function parseAddress(url: string): readonly QueryParam[] {
  if (url.length > maxAddressLength) {
    throw new ProblemError(
      'address_too_long',
      `An address has at most ${maxAddressLength} characters; POST long queries to /tables/{table}/$query.`,
    );
  }
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  if (path.includes('%')) decodePath(path);
  return at < 0 ? [] : parseQueryString(url.slice(at));
}

/** The scheme, host and port of an absolute address. */
export const originOf = (url: string): string => url.slice(0, url.indexOf('/', url.indexOf('//') + 2));

/** The text of a path, or of one of its names. @throws ProblemError `invalid_address` */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    throw new ProblemError('invalid_address', 'The address is not percent-encoded UTF-8.', { cause });
  }
}
