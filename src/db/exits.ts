/**
 * What the journal keeps of a record when a write may take it out of somebody's sight (`prior` of `syncJournal`): what
 * the columns held that views use, so that only who has seen the record is told that it is gone.
 */
import type { SyncTable } from '../table/sync-table.ts';
import { jsonPath, quoted } from './identifier.ts';

/** `createdAt` is there in every table, so that there is always something to keep. */
const kept = ({ viewColumns }: SyncTable): readonly string[] => ['createdAt', ...viewColumns];

/** What a row held, as JSON. */
export function oldValues(table: SyncTable, row: string): string {
  return `json_object(${kept(table)
    .map((column) => `'${column}', ${row}.${quoted(column)}`)
    .join(', ')})`;
}

/** Those values again, as columns of the journal's rows. */
export const oldColumns = (table: SyncTable): string =>
  kept(table)
    .map((column) => `prior ->> ${jsonPath(column)} AS ${quoted(column)}`)
    .join(', ');

/** The condition that an update changes what views use; no table without `viewColumns` has it. */
export const changesView = ({ viewColumns }: SyncTable): string =>
  `(${viewColumns.map((column) => `OLD.${quoted(column)} IS NOT NEW.${quoted(column)}`).join(' OR ')})`;
