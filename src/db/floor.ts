/** Floors: up to where the database has forgotten (`syncFloor` in schema.ts), as conditions in SQL. */
import type { SyncTable } from '../table/sync-table.ts';
import { textLiteral } from './literal.ts';

/** The floor of the journal; 0 while nothing has been collected. */
export const journalFloor = "coalesce((SELECT seq FROM sync_floor WHERE tbl = ''), 0)";

/** The floor of the tombstones of a table; 0 while none has been collected. */
export const tombstoneFloor = ({ name }: SyncTable): string =>
  `coalesce((SELECT seq FROM sync_floor WHERE tbl = ${textLiteral(name)}), 0)`;

/** The condition that a journal row is of use to nobody: a write without a key that changed nothing. */
export const isPassing = (row: '' | 'OLD.' = ''): string => `${row}hash IS NULL AND ${row}status NOT IN (200, 201)`;

/** The condition that a record is a tombstone. */
export const isTombstone = 'deleted = 1';
