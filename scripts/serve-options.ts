/** What the arguments of `npm run dev` mean; all of them are for `wrangler dev`, and some concern its database too. */
import { parseArgs } from 'node:util';
import { printOptions } from './print-options.ts';

type ServeOptions = {
  /** The arguments of `wrangler dev`. */
  readonly serve: readonly string[];
  /** Those that choose the local database, for `wrangler d1` too. */
  readonly choose: readonly string[];
  /** The folder of local data, if it is not the usual one. */
  readonly persistTo: string | undefined;
};

const known = {
  port: { type: 'string' },
  'persist-to': { type: 'string' },
  config: { type: 'string', short: 'c' },
  env: { type: 'string', short: 'e' },
  cwd: { type: 'string' },
} as const;

/** On this machine the tables may be browsed; another secret is given by the same option. */
const browsing = ['--var', 'ADMIN_SECRET:dev'];

export function readServeOptions(args: readonly string[]): ServeOptions {
  // Not strict: every other option of Wrangler is passed on unread.
  const { values } = parseArgs({ args: [...args], options: known, strict: false });
  const { port, 'persist-to': persistTo, config, env, cwd } = values;
  const choose = printOptions({ 'persist-to': persistTo, config, env, cwd });
  const usualPort = port === undefined ? ['--port', '8787'] : [];
  return {
    serve: [...usualPort, ...browsing, ...args],
    choose,
    persistTo: typeof persistTo === 'string' ? persistTo : undefined,
  };
}
