/**
 * `npm run touch-all`: what to run after a database was restored from a backup (docs/retention.md). `-- --local` is the
 * D1 database of `npm run dev`, `-- --remote` the one in the account, each with Wrangler's own options (`--persist-to`,
 * `--env`); without either, it is the libSQL database that LIBSQL_URL and LIBSQL_AUTH_TOKEN name.
 */
import { realEnvironment } from '../src/core/environment.ts';
import type { Db } from '../src/db/db.ts';
import { touchAll } from '../src/db/touch-all.ts';
import { declaredTables } from './declared-tables.ts';
import { libsqlOfEnvironment } from './libsql-database.ts';
import { openByWrangler } from './wrangler-database.ts';

function chosenDatabase(args: readonly string[]): Db {
  if (args.includes('--local') || args.includes('--remote')) return openByWrangler(args);
  const libsql = libsqlOfEnvironment();
  if (libsql !== undefined) return libsql;
  throw new Error('Which database? Say --local, --remote, or set LIBSQL_URL.');
}

try {
  const db = chosenDatabase(process.argv.slice(2));
  const tables = await declaredTables();
  await touchAll(db, tables, realEnvironment.version(), ({ table, records }) => {
    console.log(`${table}: ${records} records have new stamps`);
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
