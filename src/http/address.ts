/** Addresses: their query, and those that are too long or that no percent-decoding gives a text. */
import { createMiddleware } from 'hono/factory';
import { ProblemError } from '../protocol/problem.ts';
import { parseQueryString, type QueryParam } from '../protocol/query-string.ts';
import type { AppEnv } from './app-env.ts';

const maxAddressLength = 8192;

export const checkAddress = createMiddleware<AppEnv>(async function checkAddress(c, next) {
  const { url } = c.req;
  if (url.length > maxAddressLength) {
    throw new ProblemError('address_too_long', `An address has at most ${maxAddressLength} characters.`);
  }
  const path = url.split('?', 1)[0] ?? '';
  if (path.includes('%')) decode(path);
  await next();
});

/** The parameters of an address's query, decoded. */
export function queryOf(url: string): readonly QueryParam[] {
  const at = url.indexOf('?');
  return at < 0 ? [] : parseQueryString(url.slice(at));
}

function decode(path: string): void {
  try {
    decodeURIComponent(path);
  } catch (cause) {
    throw new ProblemError('invalid_address', 'The address is not percent-encoded UTF-8.', { cause });
  }
}
