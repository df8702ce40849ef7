/** The database that a command works on. */
import type { Db } from '../src/db/db.ts';
import { libsqlOfEnvironment } from './libsql-database.ts';
import { printOptions } from './print-options.ts';
import { openByWrangler } from './wrangler-database.ts';

export type ChosenDatabase = {
  readonly db: Db;
  /** How much text a parameter of a statement can have here, in bytes of UTF-8. */
  readonly maxTextBytes: number;
};

/** For `parseArgs`: the options that choose a database, all of which but the environment's are Wrangler's own. */
export const databaseOptions = {
  local: { type: 'boolean' },
  remote: { type: 'boolean' },
  'persist-to': { type: 'string' },
  config: { type: 'string', short: 'c' },
  env: { type: 'string', short: 'e' },
} as const;

type DatabaseOptions = { readonly [Name in keyof typeof databaseOptions]?: string | boolean };

/**
 * `--local` is the D1 database of `npm run dev`, `--remote` the one in the account; without either, it is the libSQL
 * database that LIBSQL_URL and LIBSQL_AUTH_TOKEN name.
 *
 * @throws Error that asks which database, if none is named.
 */
export function chosenDatabase(options: DatabaseOptions): ChosenDatabase {
  if (options.local || options.remote) {
    // Wrangler gets a statement as an argument, of which Linux takes 128 KB and D1 100 KB.
    return { db: openByWrangler(printOptions(options)), maxTextBytes: 80_000 };
  }
  const libsql = libsqlOfEnvironment();
  if (libsql !== undefined) return { db: libsql, maxTextBytes: 1_400_000 };
  throw new Error('Which database? Say --local, --remote, or set LIBSQL_URL.');
}
