/** The libSQL database that the environment names. */
import type { Db } from '../src/db/db.ts';
import { openLibsql } from '../src/db/libsql.ts';

/** The one at LIBSQL_URL, with the token LIBSQL_AUTH_TOKEN; undefined if none is named. */
export function libsqlOfEnvironment(): Db | undefined {
  const { LIBSQL_URL: url, LIBSQL_AUTH_TOKEN: token } = process.env;
  return url ? openLibsql(url, token || undefined) : undefined;
}
