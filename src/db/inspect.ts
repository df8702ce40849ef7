/** What an operator looks at: the last writes, and who made them. */
import type { Db, Row } from './db.ts';

const maxRows = 100;

/** Who has written, as far as the journal goes back. */
type Device = {
  readonly principal: string;
  readonly client: string;
  readonly writes: number;
  /** The number of its last operation. */
  readonly n: number;
  /** When that was decided, in milliseconds. */
  readonly lastSeen: number;
};

/**
 * The last 100 rows of the journal, newest first.
 *
 * @param before only rows with a smaller `seq`
 */
export async function journalTail(db: Db, before: number): Promise<readonly Row[]> {
  const sql =
    'SELECT seq, tbl, scope, pk, kind, status, principal, client, n FROM sync_journal ' +
    `WHERE seq < ?1 ORDER BY seq DESC LIMIT ${maxRows}`;
  const [rows = []] = await db.read([{ sql, params: [before] }]);
  return rows;
}

/**
 * The 100 devices that wrote last, which reads the whole journal. Writes without an operation key are nobody's device.
 */
export async function devices(db: Db): Promise<readonly Device[]> {
  const sql =
    'SELECT principal, client, count(*) AS writes, max(n) AS n, max(seq) AS lastSeen FROM sync_journal ' +
    `WHERE client IS NOT NULL AND hash IS NOT NULL GROUP BY principal, client ORDER BY lastSeen DESC LIMIT ${maxRows}`;
  const [rows = []] = await db.read([{ sql, params: [] }]);
  return rows.map(({ principal, client, writes, n, lastSeen }) => ({
    principal: String(principal ?? ''),
    client: String(client),
    writes: Number(writes),
    n: Number(n),
    lastSeen: Number(lastSeen),
  }));
}
