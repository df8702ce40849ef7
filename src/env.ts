/** The bindings and variables that the Worker reads from its environment. */
import * as z from 'zod';
import { openD1 } from './db/d1.ts';
import type { Db, Session } from './db/db.ts';
import { openLibsql } from './db/libsql.ts';
import type { RateLimiter, RateLimits } from './http/limits.ts';

/** What `wrangler.toml`, `.dev.vars` and `wrangler secret` may set. */
export type Env = {
  /** The D1 database; used unless LIBSQL_URL is set. */
  readonly DB?: D1Database;
  /** The files of `examples/todo`; without them, `GET /` is a list of the tables for browsers too. */
  readonly ASSETS?: Fetcher;
  /** The address of a libSQL database, such as `libsql://name.turso.io`. */
  readonly LIBSQL_URL?: string;
  /** The token of that database. */
  readonly LIBSQL_AUTH_TOKEN?: string;
  /** The password of the table browser at `/admin`, which is not there without one. */
  readonly ADMIN_SECRET?: string;
  /** Cloudflare's rate limits; without them nothing is limited. */
  readonly ADDRESS_RATE_LIMIT?: RateLimiter;
  readonly USER_RATE_LIMIT?: RateLimiter;
};

const libsqlVariables = z.object({
  LIBSQL_URL: z.url({
    protocol: /^(?:libsql|https?|wss?)$/,
    error: 'LIBSQL_URL is not a libsql:, https: or http: URL',
  }),
  LIBSQL_AUTH_TOKEN: z.string().min(1, { error: 'LIBSQL_AUTH_TOKEN is empty' }).optional(),
});

/**
 * The database that the environment chooses.
 *
 * @param session where a D1 database goes on for its client; libSQL has no sessions.
 * @throws Error that says which variable or binding is missing or wrong.
 */
export function openDatabase(env: Env, session?: Session): Db {
  if (env.LIBSQL_URL !== undefined) {
    const { LIBSQL_URL, LIBSQL_AUTH_TOKEN } = libsqlVariables.parse(env);
    return openLibsql(LIBSQL_URL, LIBSQL_AUTH_TOKEN);
  }
  if (env.DB === undefined) throw new Error('No database: bind a D1 database as DB, or set LIBSQL_URL.');
  return openD1(env.DB, session);
}

/** The limits that the environment sets. */
export function rateLimitsOf({ ADDRESS_RATE_LIMIT, USER_RATE_LIMIT }: Env): RateLimits {
  return { perAddress: ADDRESS_RATE_LIMIT, perUser: USER_RATE_LIMIT };
}
