/** Sends one operation down the write path. */
import type { Context } from 'hono';
import type { Operation } from '../core/operation.ts';
import { parseOperationKey } from '../core/operation-key.ts';
import type { Outcome } from '../core/outcome.ts';
import { readPreconditions } from '../core/preconditions.ts';
import type { Requested } from '../core/requested.ts';
import type { Row } from '../db/db.ts';
import { write } from '../db/write/write.ts';
import type { AppEnv } from './app-env.ts';

/** The conditions and the key that the headers of a write state. */
export function readRequested(c: Context<AppEnv>): Requested {
  const key = parseOperationKey(c.req.header('Idempotency-Key'));
  const preconditions = readPreconditions((name) => c.req.header(name), c.get('dialect'));
  return key === undefined ? { preconditions } : { preconditions, key };
}

/** What became of the operation, for the principal of the request. */
export async function writeOne(c: Context<AppEnv>, operation: Operation): Promise<Outcome<Row>> {
  const { environment, openDb, principal, table } = c.var;
  const [outcome] = await write({ db: openDb(), environment, principal }, table, [operation]);
  if (outcome === undefined) throw new Error('The write path gave no outcome for an operation.');
  return outcome;
}
