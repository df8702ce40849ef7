/** Whether a table lets a principal do an operation. */
import type { Context, Next } from 'hono';
import type { TableCode } from '../code/table-code.ts';
import type { Principal } from '../core/principal.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { TableOperation } from '../table/access.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { AppEnv } from './app-env.ts';

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

/** @throws ProblemError `operation_disabled` where code replaces what reads show: what is stored says nothing of it. */
export function requirePlainReads(table: SyncTable, code: TableCode | undefined): void {
  if (code?.hooks.read === undefined) return;
  const detail = `Code replaces what reads of table "${table.name}" show, so it has no digest.`;
  throw new ProblemError('operation_disabled', detail);
}

/** Lets only signed-in users through to routes of the app's own: `api.use('/orders/*', requireUser)`. */
export function requireUser<Bindings extends object>(c: Context<AppEnv<Bindings>>, next: Next): Promise<void> {
  if (c.get('principal') === undefined) throw new ProblemError('authentication_required', 'Sign in first.');
  return next();
}
