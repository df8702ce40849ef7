/** Sends one operation down the write path. */
import type { Context } from 'hono';
import type { Operation, OperationKey } from '../core/operation.ts';
import { parseOperationKey } from '../core/operation-key.ts';
import type { Outcome } from '../core/outcome.ts';
import { readPreconditions } from '../core/preconditions.ts';
import type { Requested } from '../core/requested.ts';
import type { Row } from '../db/db.ts';
import { write } from '../db/write/write.ts';
import type { AppEnv } from './app-env.ts';

/** The conditions and the key that the headers of a write state. */
export function readRequested(c: Context<AppEnv>): Requested {
  const key = readKey(c);
  const preconditions = readPreconditions((name) => c.req.header(name), c.get('dialect'));
  return key === undefined ? { preconditions } : { preconditions, key };
}

/** The key of the operation, if its client gave it one. */
export function readKey(c: Context<AppEnv>): OperationKey | undefined {
  return parseOperationKey(c.req.header('Idempotency-Key'));
}

/** What became of the operation, for the principal of the request. */
export async function writeOne(c: Context<AppEnv>, operation: Operation): Promise<Outcome<Row>> {
  const environment = c.get('environment');
  const openDb = c.get('openDb');
  const principal = c.get('principal');
  const table = c.get('table');
  const [outcome] = await write({ db: openDb(), environment, principal }, table, [operation]);
  if (outcome === undefined) throw new Error('The write path gave no outcome for an operation.');
  return outcome;
}
