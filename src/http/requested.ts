/** What the headers of a write ask for. */
import type { OperationKey } from '../core/operation.ts';
import { parseOperationKey } from '../core/operation-key.ts';
import { readPreconditions } from '../core/preconditions.ts';
import type { Requested } from '../core/requested.ts';
import type { Asked } from './asked.ts';

/** The conditions and the key that the headers of a write state. */
export function readRequested(asked: Asked): Requested {
  const key = readKey(asked);
  const preconditions = readPreconditions(asked.header, asked.dialect);
  return key === undefined ? { preconditions } : { preconditions, key };
}

/** The key of the operation, if its client gave it one. */
export function readKey({ header }: Asked): OperationKey | undefined {
  return parseOperationKey(header('Idempotency-Key'));
}
