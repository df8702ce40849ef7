/** One record. */
import type { SyncTable } from '../table/sync-table.ts';
import type { Db, Row } from './db.ts';
import { quoted } from './identifier.ts';
import { attemptTwice } from './retry.ts';

/** The record with the id, deleted or not, among those of the scope; undefined if there is none. */
export async function readRecord(db: Db, table: SyncTable, scope: string, id: string): Promise<Row | undefined> {
  const sql = `SELECT * FROM ${quoted(table.name)} WHERE owner = ?1 AND id = ?2`;
  const [rows] = await attemptTwice(() => db.read([{ sql, params: [scope, id] }]));
  return rows?.[0];
}
