/** Whether a table lets a principal do an operation. */
import type { Principal } from '../core/principal.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { TableOperation } from '../table/access.ts';
import type { SyncTable } from '../table/sync-table.ts';

export function isAllowed(table: SyncTable, operation: TableOperation, principal: Principal | undefined): boolean {
  const level = table.access[operation];
  return level === 'anonymous' || (level === 'authenticated' && principal !== undefined);
}

/** @throws ProblemError `operation_disabled` (405) or `authentication_required` (401). */
export function requireAccess(table: SyncTable, operation: TableOperation, principal: Principal | undefined): void {
  if (isAllowed(table, operation, principal)) return;
  if (table.access[operation] === 'disabled') {
    throw new ProblemError('operation_disabled', `Method ${operation} is not allowed on table "${table.name}".`);
  }
  throw new ProblemError('authentication_required', `Sign in to ${operation} in table "${table.name}".`);
}
