/** The order of a list. */
import type { SyncTable } from '../table/sync-table.ts';

export type OrderKey = { readonly column: string; readonly descending: boolean };

const unique = new Set(['id', 'updatedAt']);

/** The asked order made total: it ends with the first key that no two records share, or with `id`. */
export function totalOrder(asked: readonly OrderKey[]): readonly OrderKey[] {
  const end = asked.findIndex(({ column }) => unique.has(column));
  return end < 0 ? [...asked, { column: 'id', descending: false }] : asked.slice(0, end + 1);
}

const never = new Set(['id', 'createdAt', 'updatedAt', 'version', 'deleted']);

/** Whether no record of the table has null in the member. */
export function isNeverNull(table: SyncTable, member: string): boolean {
  return never.has(member) || member === table.owner || table.columns[member]?.default != null;
}
