/** What to do after a restore: every record is stamped anew, so that every device asks for it again. */
import type { SyncTable } from '../table/sync-table.ts';
import type { Db } from './db.ts';
import { quoted } from './identifier.ts';

const stepRows = 1000;

export type Touched = { readonly table: string; readonly records: number };

type TouchOptions = {
  /**
   * No stamp is this one, or earlier: the last that was given before the restore, where the clock may not be past it.
   */
  readonly afterMs?: number | undefined;
  /** Told of each table that is done. */
  readonly tell?: (touched: Touched) => void;
};

/**
 * Starts a new epoch, in which no delta link from before is taken, and then gives every record and tombstone a new
 * stamp and a new version, in transactions of 1,000. Meanwhile the service may go on. Run again, it does all of it
 * again.
 *
 * @param epoch 16 random hex digits
 * @throws DatabaseError when the database fails.
 */
export async function touchAll(
  db: Db,
  tables: readonly SyncTable[],
  epoch: string,
  { afterMs = 0, tell = () => undefined }: TouchOptions = {},
): Promise<void> {
  const begin =
    'INSERT INTO sync_epoch (id, epoch) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch';
  // A row of the journal that is of no write: the next stamp is behind it, and nobody takes it for something to have
  // seen.
  const wait = `INSERT INTO sync_journal (seq, tbl, scope, pk, kind, status, version)
    SELECT ?1, '', '', '', 'touch', 0, '' WHERE ?1 > (SELECT coalesce(max(seq), 0) FROM sync_journal)`;
  await db.write([
    { sql: begin, params: [epoch] },
    { sql: wait, params: [afterMs] },
  ]);
  for (const { name } of tables) tell({ table: name, records: await touchTable(db, quoted(name)) });
}

/** The number of records that were touched, in the order in which they were first inserted. */
async function touchTable(db: Db, name: string): Promise<number> {
  let records = 0;
  for (let last = 0; ; ) {
    const some = `SELECT rowid AS at FROM ${name} WHERE rowid > ${last} ORDER BY rowid LIMIT ${stepRows}`;
    // A write that sets no stamp of its own is stamped by the table's trigger.
    const [found] = await db.write([
      { sql: `SELECT count(*) AS n, max(at) AS last FROM (${some})`, params: [] },
      { sql: `UPDATE ${name} SET deleted = deleted WHERE rowid IN (${some})`, params: [] },
    ]);
    const rows = Number(found?.[0]?.n);
    records += rows;
    if (rows < stepRows) return records;
    last = Number(found?.[0]?.last);
  }
}
