/** Whose records a request reads and writes. */
import type { SyncTable } from '../table/sync-table.ts';
import type { Principal } from './principal.ts';

/** The owner in the key of the records: the user in a table of users' own records, nobody in a shared one. */
export function scopeOf(table: SyncTable, principal: Principal | undefined): string {
  if (table.owner === undefined) return '';
  if (principal === undefined) throw new Error(`Table "${table.name}" was reached without a user.`);
  return principal.id;
}
