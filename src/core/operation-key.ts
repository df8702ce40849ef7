/** The key under which a client may repeat an operation: the header `Idempotency-Key` (IETF draft of that name). */
import { ProblemError } from '../protocol/problem.ts';
import type { OperationKey } from './operation.ts';

const header = 'Idempotency-Key';
const maxLength = 255;
const numbered = /^([^:]+):(\d{1,15})$/;

/**
 * The client and the number that a key names: `"<client>:<n>"`, with or without the quotes. A key of another form is a
 * client that has this one operation, number 0.
 *
 * @throws ProblemError `invalid_operation_key` for text that is empty, too long or not ASCII.
 */
export function parseOperationKey(text: string | undefined): OperationKey | undefined {
  if (text === undefined) return undefined;
  const key = text.replace(/^"(.*)"$/, '$1');
  if (key === '' || key.length > maxLength || !/^[\x21-\x7e]+$/.test(key)) {
    const detail = `${header} takes 1 to ${maxLength} visible ASCII characters, best "<client uuid>:<number>".`;
    throw new ProblemError('invalid_operation_key', detail, { field: header });
  }
  const [, client, n] = numbered.exec(key) ?? [];
  return client === undefined ? { client: key, n: 0 } : { client, n: Number(n) };
}
