/** Opens tables for the code of an app. */
import type { SyncTable } from '../table/sync-table.ts';
import type { Caller } from './caller.ts';
import type { OpenTable, TableAccess } from './table-access.ts';
import { tableReads } from './table-reads.ts';
import { tableWrites } from './table-writes.ts';

/** For who asks: a table of users' own records is opened on theirs. */
export function openTables(caller: Caller): OpenTable {
  function open<T extends SyncTable>(table: T): TableAccess<T>;
  function open(table: SyncTable): TableAccess<SyncTable> {
    return { ...tableReads(caller, table), ...tableWrites(caller, table) };
  }
  return open;
}
