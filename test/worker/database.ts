/** The database of a test file: its own D1, or one of its own on the libSQL server that the run started. */
import { env } from 'cloudflare:workers';
import type { Db } from '../../src/db/db.ts';
import { openDatabase } from '../../src/env.ts';

declare global {
  namespace Cloudflare {
    interface Env {
      DB: D1Database;
      TEST_MIGRATIONS: { name: string; queries: string[] }[];
      TEST_LIBSQL_URL?: string;
    }
  }
}

const name = crypto.randomUUID();

/** The environment that chooses this file's database. */
export function testDatabase({ DB, TEST_LIBSQL_URL }: Cloudflare.Env) {
  return TEST_LIBSQL_URL === undefined ? { DB } : { LIBSQL_URL: `${TEST_LIBSQL_URL}/${name}` };
}

export const driver = env.TEST_LIBSQL_URL === undefined ? 'd1' : 'libsql';

/** The file's database, for tests below the routes. */
export const db: Db = openDatabase(testDatabase(env));
