/** The libSQL database that the environment names. */
import type { Db } from '../src/db/db.ts';
import { openLibsql } from '../src/db/libsql.ts';
import type { LibsqlAddress } from './migrate-libsql.ts';

/** LIBSQL_URL, with the token LIBSQL_AUTH_TOKEN; undefined if none is named. */
export function libsqlAddress(): LibsqlAddress | undefined {
  const { LIBSQL_URL: url, LIBSQL_AUTH_TOKEN: authToken } = process.env;
  if (!url) return undefined;
  return authToken ? { url, authToken } : { url };
}

/** The one at this address, opened; undefined if none is named. */
export function libsqlOfEnvironment(): Db | undefined {
  const address = libsqlAddress();
  return address && openLibsql(address.url, address.authToken);
}
