/** Gives every test file a database with the tables of the tests, and nothing of the file that ran before it. */
import { env } from 'cloudflare:workers';
import { beforeAll } from 'vitest';
import { db, newDatabases } from './database.ts';

beforeAll(async () => {
  await newDatabases();
  const queries = env.TEST_MIGRATIONS.flatMap((migration) => migration.queries);
  await db.write(queries.map((sql) => ({ sql, params: [] })));
});
