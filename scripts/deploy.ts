/**
 * `npm run deploy`: the service in your Cloudflare account (docs/deploy.md). Migrations go before the code that needs
 * them, but for the first time, when `wrangler deploy` makes the database. With LIBSQL_URL and LIBSQL_AUTH_TOKEN it is
 * that database which is migrated. Arguments are those of `wrangler deploy`; with `--dry-run` nothing leaves this
 * machine.
 */
import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import { unstable_readConfig } from 'wrangler';
import * as z from 'zod';
import { migrateD1 } from './deploy/migrate-d1.ts';
import { libsqlAddress } from './libsql-database.ts';
import { migrateLibsql } from './migrate-libsql.ts';
import { printOptions } from './print-options.ts';
import { runCommand } from './run-command.ts';
import { stopSignal } from './stop-signal.ts';
import { runWrangler, wranglerCommand } from './wrangler.ts';

const args = process.argv.slice(2);
const options = {
  env: { type: 'string', short: 'e' },
  config: { type: 'string', short: 'c' },
  'dry-run': { type: 'boolean' },
} as const;
const { env, config, 'dry-run': isDry } = parseArgs({ args, options, strict: false }).values;
const named = {
  ...(typeof env === 'string' ? { env } : {}),
  ...(typeof config === 'string' ? { config } : {}),
};
const chosen = printOptions(named);
const stop = stopSignal();

const databases = z.array(z.object({ name: z.string() }));

const configured = z.object({
  d1_databases: z.array(z.object({ binding: z.string(), database_name: z.string().optional() })),
});

/** Whether the account has the database already. */
async function isMade(): Promise<boolean> {
  const read = configured.parse(unstable_readConfig(named));
  const name = read.d1_databases.find(({ binding }) => binding === 'DB')?.database_name;
  const command = wranglerCommand(['d1', 'list', '--json', ...chosen]);
  const { stdout } = await promisify(execFile)(command.file, command.args, { env: command.env });
  return databases.parse(JSON.parse(stdout)).some((database) => database.name === name);
}

async function migrate(): Promise<void> {
  const applied = await migrateD1(['--remote', ...chosen], stop);
  console.log(applied.length === 0 ? 'The database has all migrations.' : `Applied: ${applied.join(', ')}`);
}

/** @returns the exit code */
async function deploy(): Promise<number> {
  if (isDry) return runWrangler(['deploy', ...args], stop);
  const libsql = libsqlAddress();
  if (libsql !== undefined) {
    await migrateLibsql(libsql);
    return runWrangler(['deploy', ...args], stop);
  }
  const wasMade = await isMade();
  if (wasMade) await migrate();
  const code = await runWrangler(['deploy', ...args], stop);
  if (code === 0 && !wasMade) await migrate();
  return code;
}

await runCommand(async () => {
  process.exitCode = await deploy();
});
