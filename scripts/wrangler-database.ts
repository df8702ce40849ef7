/** A D1 database as Wrangler reaches it, from this machine: the local one or the one in the account. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as z from 'zod';
import type { Db, SqlValue, Statement } from '../src/db/db.ts';
import { textLiteral } from '../src/db/literal.ts';
import { wranglerCommand } from './wrangler.ts';

const results = z.array(
  z.object({ results: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))) }),
);

const literal = (value: SqlValue | undefined): string =>
  typeof value === 'string' ? textLiteral(value) : String(value ?? null);

/** The statement with its numbered parameters written out, since Wrangler binds none. */
const written = ({ sql, params }: Statement): string =>
  sql.replace(/\?(\d+)/g, (_, number: string) => literal(params[Number(number) - 1]));

/**
 * The database that the arguments of `wrangler d1 execute DB` choose. Several statements are run in order, but not in
 * one transaction where the database is remote.
 */
export function openByWrangler(choose: readonly string[]): Db {
  const run: Db['write'] = async (statements) => {
    const sql = statements.map(written).join(';\n');
    const { file, args, env } = wranglerCommand([
      'd1',
      'execute',
      'DB',
      ...choose,
      '--json',
      '--yes',
      '--command',
      sql,
    ]);
    const { stdout } = await promisify(execFile)(file, args, { env, maxBuffer: 2 ** 26 });
    return results.parse(JSON.parse(stdout)).map(({ results: rows }) => rows);
  };
  return { read: run, write: run };
}
