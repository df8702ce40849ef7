/** A write, and what code does once it is made. */
import type { Operation } from '../core/operation.ts';
import type { Outcome } from '../core/outcome.ts';
import { toRecord } from '../core/typed-record.ts';
import type { Row } from '../db/db.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Caller } from './caller.ts';
import type { CodeContext, TableCode } from './table-code.ts';
import { operationOf } from './write-hooks.ts';
import { writeNow } from './write-now.ts';

/** What became of the operation. The code is told of what was written just now, not of repeats; nobody waits for it. */
export async function commit(
  caller: Caller,
  { table, hooks }: TableCode,
  context: CodeContext<SyncTable>,
  operation: Operation,
): Promise<Outcome<Row>> {
  const outcome = await writeNow(caller, table, operation);
  const isNew = outcome.kind === 'written' && !outcome.replayed;
  if (isNew && outcome.record !== undefined && hooks.afterCommit !== undefined) {
    const record = toRecord(table, outcome.record);
    const told = { ...context, operation: operationOf(operation), id: String(record.id), record };
    caller.later(async () => hooks.afterCommit?.(told));
  }
  return outcome;
}
