/** Sends one operation down the write path. */
import type { Context } from 'hono';
import type { Answer } from '../code/answer.ts';
import { writeNow } from '../code/write-now.ts';
import { writeThrough } from '../code/write-through.ts';
import type { Operation, OperationKey } from '../core/operation.ts';
import { parseOperationKey } from '../core/operation-key.ts';
import { readPreconditions } from '../core/preconditions.ts';
import type { Requested } from '../core/requested.ts';
import type { AppEnv } from './app-env.ts';
import { callerOf } from './caller.ts';

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

/** What became of the operation, for the principal of the request, with the code of its table around it. */
export function writeOne(c: Context<AppEnv>, operation: Operation): Promise<Answer> {
  const code = c.get('code');
  if (code !== undefined) return writeThrough(callerOf(c), code, operation);
  const environment = c.get('environment');
  const openDb = c.get('openDb');
  const principal = c.get('principal');
  return writeNow({ openDb, environment, principal }, c.get('table'), operation);
}
