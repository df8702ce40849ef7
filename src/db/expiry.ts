/** Records that expire: their rows stay, and nobody sees them. */
import type { SyncTable } from '../table/sync-table.ts';

const oldest = (expireAfterMs: number): string => `(SELECT now FROM sync_clock) - ${expireAfterMs}`;

/** The condition that a record has expired, in SQL. */
export const isExpired = ({ expireAfterMs }: SyncTable, record: string): string =>
  expireAfterMs === undefined ? '0' : `${record}.createdAt <= ${oldest(expireAfterMs)}`;

/** What is added to a condition so that it leaves out records that have expired: nothing in most tables. */
export const notExpired = ({ expireAfterMs }: SyncTable, record: string): string =>
  expireAfterMs === undefined ? '' : ` AND ${record}.createdAt > ${oldest(expireAfterMs)}`;
