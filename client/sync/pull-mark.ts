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

/**
 * The name of the mark in `__config`; with the empty id, what the names of all marks of the table begin with.
 *
 * @throws SyncError `invalid-option` for what no position can be kept under
 */
export function markName(table: string, queryId: string): string {
  if (queryId.length <= 255 && !queryId.includes('|')) return `deltaToken|${table}|${queryId}`;
  throw new SyncError('invalid-option', 'The query id is too long, or has a "|".');
}

/** The mark as it was stored, if it belongs to this query. */
export function parseMark(stored: Json | undefined, query: string): PullMark {
  const known = isRecord(stored) && stored.query === query ? timeOf(stored) : undefined;
  return { query, updatedAt: known ?? '' };
}

/** The mark after these records: the latest of all times, since servers may send them in another order. */
export function advanced({ query, updatedAt }: PullMark, all: readonly Json[]): PullMark {
  for (const row of all) {
    const time = timeOf(row);
    if (time !== undefined && (updatedAt === '' || isBefore(updatedAt, time))) updatedAt = time;
  }
  return { query, updatedAt };
}

/** When a record was last changed, if it says so. */
export const timeOf = (row: Json | undefined): string | undefined =>
  isRecord(row) && typeof row.updatedAt === 'string' ? row.updatedAt : undefined;
