/** The key under which a client may repeat an operation: the header `Idempotency-Key` (IETF draft of that name). */
import { ProblemError } from '../protocol/problem.ts';
import type { OperationKey } from './operation.ts';

const keyHeader = 'Idempotency-Key';
const afterHeader = 'Tidemark-After';
const maxLength = 255;
const numbered = /^([^:]+):(\d{1,15})$/;

/**
 * The client and the number that a key names: `"<client>:<n>"`, with or without the quotes. A key of another form is a
 * client that has this one operation, number 0.
 *
 * @throws ProblemError `invalid_operation_key` for text that is empty, too long or not ASCII.
 */
export function parseOperationKey(text: string | undefined): OperationKey | undefined {
  return parseKey(keyHeader, text);
}

/**
 * The number of the operation that this one follows: the header `Tidemark-After` has the key of an earlier operation of
 * the same client on the same record. The write is made if the record is still as that one left it: so edits of a
 * record can be sent before the versions that they build on are known.
 *
 * @throws ProblemError `invalid_operation_key` for a key of another client, or where the operation has no key itself.
 */
export function parseAfter(text: string | undefined, key: OperationKey | undefined): number | undefined {
  const after = parseKey(afterHeader, text);
  if (after === undefined) return undefined;
  if (after.client === key?.client && after.n !== key.n) return after.n;
  const detail = `${afterHeader} names another operation of the client that the ${keyHeader} of this one names.`;
  throw new ProblemError('invalid_operation_key', detail, { field: afterHeader });
}

function parseKey(header: string, text: string | undefined): OperationKey | undefined {
  if (text === undefined) return undefined;
  const key = text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
  if (key === '' || key.length > maxLength || !/^[\x21-\x7e]+$/.test(key)) {
    const detail = `${header} takes 1 to ${maxLength} visible ASCII characters, best "<client uuid>:<number>".`;
    throw new ProblemError('invalid_operation_key', detail, { field: header });
  }
  const [, client, n] = numbered.exec(key) ?? [];
  return client === undefined ? { client: key, n: 0 } : { client, n: Number(n) };
}
