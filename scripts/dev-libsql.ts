/**
 * `npm run dev:libsql`: the service on this machine, over libSQL with all migrations applied: over the database that
 * LIBSQL_URL and LIBSQL_AUTH_TOKEN name (Turso, sqld), or else over a file, by a libSQL server of its own.
 */
import { join } from 'node:path';
import { libsqlAddress } from './libsql-database.ts';
import { startLibsqlServer } from './libsql-server/server.ts';
import { type LibsqlAddress, migrateLibsql } from './migrate-libsql.ts';
import { runCommand } from './run-command.ts';
import { readServeOptions } from './serve-options.ts';
import { stopSignal } from './stop-signal.ts';
import { runWrangler } from './wrangler.ts';

const { serve, persistTo = '.wrangler' } = readServeOptions(process.argv.slice(2));
const stop = stopSignal();

type Database = { readonly address: LibsqlAddress; close(): Promise<void> };

/** The database that the environment names, or else a file. */
async function openDatabase(): Promise<Database> {
  const address = libsqlAddress();
  if (address !== undefined) return { address, close: async () => {} };
  const folder = join(persistTo, 'libsql');
  const server = await startLibsqlServer({ folder });
  console.log(`libSQL at ${server.url}, in ${join(folder, 'main.db')}`);
  return { address: { url: server.url }, close: server.stop };
}

async function serveOver({ url, authToken }: LibsqlAddress): Promise<number> {
  const token = authToken === undefined ? [] : ['--var', `LIBSQL_AUTH_TOKEN:${authToken}`];
  return runWrangler(['dev', '--test-scheduled', ...serve, '--var', `LIBSQL_URL:${url}`, ...token], stop);
}

await runCommand(async () => {
  const { address, close } = await openDatabase();
  try {
    await migrateLibsql(address);
    if (!stop.aborted) process.exitCode = await serveOver(address);
  } finally {
    await close();
  }
});
