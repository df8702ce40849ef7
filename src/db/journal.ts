/** The journal, as others than the write path see it. */
import type { Db } from './db.ts';
import { attemptTwice } from './retry.ts';

/** The stamp of the last decided write, in milliseconds; 0 when nothing was ever written. */
export async function readHead(db: Db): Promise<number> {
  const sql = 'SELECT coalesce(max(seq), 0) AS head FROM sync_journal';
  const [rows] = await attemptTwice(() => db.read([{ sql, params: [] }]));
  return Number(rows?.[0]?.head);
}
