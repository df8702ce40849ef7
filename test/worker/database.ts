/** The database of a test file: a D1 that was emptied, or one of its own on the libSQL server that the run started. */
import { env } from 'cloudflare:workers';
import { createClient } from '@libsql/client/web';
import type { Db, Statement } from '../../src/db/db.ts';
import { openDatabase } from '../../src/env.ts';
import { emptyDatabase } from './empty-database.ts';

declare global {
  namespace Cloudflare {
    interface Env {
      DB: D1Database;
      TEST_MIGRATIONS: { name: string; queries: string[] }[];
      TEST_LIBSQL_URL?: string;
      /** Another D1, for tests that compare two. */
      OTHER_DB: D1Database;
    }
  }
}

let name = '';

/**
 * Files of tests that run in one worker follow each other here: what the one before has left open locks its libSQL
 * database.
 */
export async function newDatabases(): Promise<void> {
  name = crypto.randomUUID();
  if (driver === 'd1') for (const number of [0, 1] as const) await emptyDatabase(openTestDatabase(number));
}

/** The environment that chooses this file's database. */
export function testDatabase({ DB, TEST_LIBSQL_URL }: Cloudflare.Env) {
  return TEST_LIBSQL_URL === undefined ? { DB } : { LIBSQL_URL: `${TEST_LIBSQL_URL}/${name}/` };
}

export const driver = env.TEST_LIBSQL_URL === undefined ? 'd1' : 'libsql';

/** The plan of a statement. libSQL's engine leaves an explained write open, so there it cannot be part of a batch. */
export async function explainPlan({ sql, params }: Statement): Promise<string[]> {
  const explained = { sql: `EXPLAIN QUERY PLAN ${sql}`, args: [...params] };
  const { DB, LIBSQL_URL } = { DB: undefined, LIBSQL_URL: undefined, ...testDatabase(env) };
  if (LIBSQL_URL !== undefined) {
    const { rows } = await createClient({ url: LIBSQL_URL }).execute(explained);
    return rows.map(({ detail }) => String(detail));
  }
  const { results = [] } =
    (await DB?.prepare(explained.sql)
      .bind(...params)
      .all()) ?? {};
  return results.map(({ detail }) => String(detail));
}

/** The file's database, for tests below the routes. */
export const db: Db = {
  read: (statements) => openTestDatabase(0).read(statements),
  write: (statements) => openTestDatabase(0).write(statements),
};

/** The file's database (0), or another one (1), which is empty. */
export function openTestDatabase(number: 0 | 1): Db {
  if (number === 0) return openDatabase(testDatabase(env));
  const { TEST_LIBSQL_URL, OTHER_DB } = env;
  return openDatabase(
    TEST_LIBSQL_URL === undefined ? { DB: OTHER_DB } : { LIBSQL_URL: `${TEST_LIBSQL_URL}/${name}-2/` },
  );
}
