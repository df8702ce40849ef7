/** Tells another server of writes. */
import type { SyncTable } from '../table/sync-table.ts';
import type { Commit } from './table-code.ts';
import { withoutHidden } from './without-hidden.ts';

const timeoutMs = 10_000;

/**
 * Code for `afterCommit`: POSTs `{operation, item, table, userId, id}` to the address, once and without a retry; the
 * item is what clients may see. Answers other than 2xx, and none within 10 seconds, are logged.
 *
 * @example tableCode(todoitem, { afterCommit: webhook('https://example.com/todo-changed') });
 */
export function webhook(url: string, send = fetch): (commit: Commit<SyncTable>) => Promise<void> {
  return async ({ operation, record, table, principal, id }) => {
    const body = {
      operation,
      item: withoutHidden(table, record),
      table: table.name,
      userId: principal?.id ?? null,
      id,
    };
    const answer = await send(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!answer.ok) throw new Error(`The webhook of table "${table.name}" answered ${answer.status}.`);
  };
}
