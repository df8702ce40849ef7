/** What the arguments of `npm run dev` mean; all of them are for `wrangler dev`, and some concern its database too. */
import { parseArgs } from 'node:util';

export type ServeOptions = {
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

const textOf = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

export function readServeOptions(args: readonly string[]): ServeOptions {
  // Not strict: every other option of Wrangler is passed on unread.
  const { values } = parseArgs({ args: [...args], options: known, strict: false });
  const choose = (['persist-to', 'config', 'env', 'cwd'] as const).flatMap((name) => {
    const value = textOf(values[name]);
    return value === undefined ? [] : [`--${name}`, value];
  });
  const port = values.port === undefined ? ['--port', '8787'] : [];
  return { serve: [...port, ...browsing, ...args], choose, persistTo: textOf(values['persist-to']) };
}
