/** What code shows, without the columns that clients may not see. */
import type { SyncTable } from '../table/sync-table.ts';
import type { Shown } from './table-code.ts';

/** Code has all of a record in its hands, and most often shows it as it is or changes a little: hidden columns go. */
export function withoutHidden({ restricted }: SyncTable, shown: Shown): Shown {
  if (restricted === undefined) return shown;
  return Object.fromEntries(Object.entries(shown).filter(([member]) => !restricted.hidden.includes(member)));
}
