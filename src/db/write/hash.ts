/** What tells two operations with one key apart. */
import { fingerprint } from '../../core/fingerprint.ts';
import type { Operation } from '../../core/operation.ts';

/**
 * A mark of an operation's table, record, conditions and content. Who finds two operations with one mark can but take
 * the answer to one of his own for that to another: keys belong to who asks, and the table and record are compared too.
 *
 * An id that was made up for the request is no part of what its client has sent.
 */
export function hashOperation(table: string, operation: Operation): string {
  const asked = operation.asked ?? operation;
  // What is undefined is not printed.
  const sent = { ...asked, key: undefined, id: asked.isFreshId ? undefined : asked.id };
  return fingerprint(JSON.stringify([table, sent]));
}
