/**
 * How far a pull has come: kept under table and query id, in the same transaction as the records that it stands for.
 */
import type { Json } from '../../src/protocol/column-kind.ts';
import { isBefore } from '../queue/merge-row.ts';
import { SyncError } from '../sync-error.ts';
import { isRecord } from '../transport/outcome.ts';

export type PullMark = {
  /** The query that it belongs to, printed: under one id another query begins anew. */
  readonly query: string;
  /** `updatedAt` of the newest record that has arrived, as the server wrote it; empty before the first. */
  readonly updatedAt: string;
  /**
   * Of a service that follows changes: where its list goes on, or tells what has changed since. Null without one; empty
   * when the service has called it back, so that everything has to be read anew.
   */
  readonly link: string | null;
};

/** What the names of all marks begin with, in `__config`. */
export const allMarks = 'deltaToken|';

/** The name of what stands for the marks of queries that were not pulled before the database was restored. */
export const rewoundName = 'rewound';

/** The name of what stands for the tab that has begun last to read the table anew. */
export const readingName = (table: string): string => `reading|${table}`;

/** What the names of all marks of a table begin with. */
export const marksOf = (table: string): string => `${allMarks}${table}|`;

/** The name of a mark. @throws SyncError `invalid-option` for what no position can be kept under */
export function markName(table: string, queryId: string): string {
  if (/^[^|]{1,255}$/.test(queryId)) return marksOf(table) + queryId;
  throw new SyncError('invalid-option', 'A query id has 1 to 255 characters, and no "|".');
}

/** The mark as it was stored, if it belongs to this query; one that was called back does so for all that are asked. */
export function parseMark(stored: Json | undefined, query: string): PullMark {
  const known = isRecord(stored) && (stored.query === query || stored.link === '') ? stored : undefined;
  const link = typeof known?.link === 'string' ? known.link : null;
  return { query, updatedAt: timeOf(known) ?? '', link };
}

/** The mark after these records: the latest of all times, since servers may send them in another order. */
export function advanced({ query, updatedAt }: PullMark, all: readonly Json[]): PullMark {
  for (const row of all) {
    const time = timeOf(row);
    if (time !== undefined && (updatedAt === '' || isBefore(updatedAt, time))) updatedAt = time;
  }
  return { query, updatedAt, link: null };
}

/** When a record was last changed, if it says so. */
export const timeOf = (row: Json | undefined): string | undefined =>
  isRecord(row) && typeof row.updatedAt === 'string' ? row.updatedAt : undefined;
