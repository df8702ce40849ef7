/** One record. */
import type { Principal } from '../core/principal.ts';
import { scopeOf } from '../core/scope.ts';
import type { SyncTable } from '../table/sync-table.ts';
import type { Db, Row } from './db.ts';
import { quoted } from './identifier.ts';
import { attemptTwice } from './retry.ts';

/** The record with the id, deleted or not, among those that the principal can have; undefined if there is none. */
export async function readRecord(
  db: Db,
  table: SyncTable,
  principal: Principal | undefined,
  id: string,
): Promise<Row | undefined> {
  const sql = `SELECT * FROM ${quoted(table.name)} WHERE owner = ?1 AND id = ?2`;
  const [rows] = await attemptTwice(() => db.read([{ sql, params: [scopeOf(table, principal), id] }]));
  return rows?.[0];
}
