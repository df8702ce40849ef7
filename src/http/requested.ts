/** What the headers of a write ask for. */
import type { OperationKey } from '../core/operation.ts';
import { parseAfter, parseOperationKey } from '../core/operation-key.ts';
import { readPreconditions } from '../core/preconditions.ts';
import type { Requested } from '../core/requested.ts';
import type { Asked } from './asked.ts';

/** The conditions, the key and the operation before it, as the headers of a write state them. */
export function readRequested(asked: Asked): Requested {
  const key = readKey(asked);
  const preconditions = readPreconditions(asked.header, asked.dialect);
  const after = parseAfter(asked.header('Tidemark-After'), key);
  return {
    preconditions,
    ...(key === undefined ? {} : { key }),
    ...(after === undefined ? {} : { after }),
  };
}

/** The key of the operation, if its client gave it one. */
export function readKey({ header }: Asked): OperationKey | undefined {
  return parseOperationKey(header('Idempotency-Key'));
}
