/** What to do after a restore: every record is stamped anew, so that every device asks for it again. */
import type { SyncTable } from '../table/sync-table.ts';
import type { Db } from './db.ts';
import { quoted } from './identifier.ts';

const stepRows = 1000;

type Touched = { readonly table: string; readonly records: number };

/**
 * Starts a new epoch, in which no delta link from before is taken, and then gives every record and tombstone a new stamp
 * and a new version, in transactions of 1,000. Meanwhile the service may go on. Run again, it does all of it again.
 *
 * @param epoch 16 random hex digits
 * @param tell is told of each table that is done.
 * @throws DatabaseError when the database fails.
 */
export async function touchAll(
  db: Db,
  tables: readonly SyncTable[],
  epoch: string,
  tell: (touched: Touched) => void = () => {},
): Promise<void> {
  const begin =
    'INSERT INTO sync_epoch (id, epoch) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch';
  await db.write([{ sql: begin, params: [epoch] }]);
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
