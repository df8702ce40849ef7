/** What the code of a table is told of a request. */
import type { SyncTable } from '../table/sync-table.ts';
import type { Caller } from './caller.ts';
import { openTables } from './open-tables.ts';
import type { CodeContext } from './table-code.ts';

export function contextOf(caller: Caller, table: SyncTable): CodeContext<SyncTable> {
  const { principal, headers, dialect } = caller;
  return { table, principal, headers, dialect, tables: openTables(caller) };
}
