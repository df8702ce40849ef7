/** Where a client's session with D1 goes on: a header that it sends back as it came. */
import type { Context } from 'hono';
import type { Session } from '../db/db.ts';
import type { AppEnv } from './app-env.ts';

const bookmarkHeader = 'x-d1-bookmark';
const pattern = /^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{32}$/;

/**
 * The session of a request, which dialect 2.0 does not have. A bookmark is advice on where to read: one that is none is
 * passed over, as if it had not been sent, and the session begins on the primary, which is never too old.
 */
export function sessionOf<Bindings extends object>(c: Context<AppEnv<Bindings>>): Session | undefined {
  if (c.get('dialect') === '2.0') return undefined;
  const text = c.req.header(bookmarkHeader);
  return { bookmark: text !== undefined && pattern.test(text) ? text : undefined };
}

/** The header that tells where the session has come to; none without a session. */
export const bookmarkHeaders = (bookmark: string | undefined): Readonly<Record<string, string>> =>
  bookmark === undefined ? {} : { [bookmarkHeader]: bookmark };
