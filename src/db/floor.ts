/** Floors: up to where the database has forgotten (`syncFloor` in schema.ts), as conditions in SQL. */
import type { SyncTable } from '../table/sync-table.ts';
import { textLiteral } from './literal.ts';

/** The floor of the journal; 0 while nothing has been collected. */
export const journalFloor = "coalesce((SELECT seq FROM sync_floor WHERE tbl = ''), 0)";

/** The floor of the tombstones of a table; 0 while none has been collected. */
export const tombstoneFloor = ({ name }: SyncTable): string =>
  `coalesce((SELECT seq FROM sync_floor WHERE tbl = ${textLiteral(name)}), 0)`;

/**
 * The condition that somebody who has seen a table up to stamp `seq` (SQL: a parameter or an expression) cannot be told
 * what came after: a tombstone may be gone, or the journal's row of that stamp. `seq` must be the stamp of a journal row
 * with status 200 or 201, or 0 for nothing: those stay until the floor, while passing rows vanish without a trace.
 */
export const isForgotten = ({ name }: SyncTable, seq: string): string =>
  `EXISTS (SELECT 1 FROM sync_floor WHERE tbl IN ('', ${textLiteral(name)}) AND seq >= ${seq})`;

/** The condition that a journal row is of use to nobody: a write without a key that changed nothing. */
export const isPassing = (row: '' | 'OLD.' = ''): string => `${row}hash IS NULL AND ${row}status NOT IN (200, 201)`;

/** The condition that a record is a tombstone. */
export const isTombstone = 'deleted = 1';
