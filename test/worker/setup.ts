/** Gives every test file a database with the tables of the tests. */
import { env } from 'cloudflare:workers';
import { beforeAll } from 'vitest';
import { db } from './database.ts';

beforeAll(async () => {
  const queries = env.TEST_MIGRATIONS.flatMap((migration) => migration.queries);
  await db.write(queries.map((sql) => ({ sql, params: [] })));
});
