/** How far a pull has come: kept under table and query id, in the same transaction as the records that it stands for. */
import type { Json } from '../../src/protocol/column-kind.ts';
import { isBefore } from '../queue/merge-row.ts';
import { SyncError } from '../sync-error.ts';
import { isRecord } from '../transport/outcome.ts';

export type PullMark = {
  /** The query that it belongs to, printed: under one id another query begins anew. */
  readonly query: string;
  /** `updatedAt` of the newest record that has arrived, as the server wrote it; empty before the first. */
  readonly updatedAt: string;
};

/** @throws SyncError `invalid-option` for what no position can be kept under */
export function checkQueryId(queryId: string): void {
  if (queryId !== '' && queryId.length <= 255 && !queryId.includes('|')) return;
  throw new SyncError(
    'invalid-option',
    'A query id has 1 to 255 characters, and no "|"; null pulls everything each time.',
  );
}

/** The name of the mark in `__config`; ids cannot contain the bar. */
export const markName = (table: string, queryId: string): string => `${marksOf(table)}${queryId}`;

/** What the names of all marks of a table begin with. */
export const marksOf = (table: string): string => `deltaToken|${table}|`;

/** The mark as it was stored, if it belongs to this query. */
export function parseMark(stored: Json | undefined, query: string): PullMark {
  const known = isRecord(stored) && stored.query === query && typeof stored.updatedAt === 'string';
  return { query, updatedAt: known ? String(stored.updatedAt) : '' };
}

/** The mark after these records: the latest of all times, since servers may send them in another order. */
export function advanced(mark: PullMark, all: readonly Json[]): PullMark {
  const updatedAt = all.reduce<string>((latest, row) => {
    const time = timeOf(row);
    return time !== undefined && (latest === '' || isBefore(latest, time)) ? time : latest;
  }, mark.updatedAt);
  return { ...mark, updatedAt };
}

/** When a record was last changed, if it says so. */
export function timeOf(row: Json | undefined): string | undefined {
  return isRecord(row) && typeof row.updatedAt === 'string' ? row.updatedAt : undefined;
}
