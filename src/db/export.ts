/** All records of a table, of all owners, tombstones too. */
import type { SyncTable } from '../table/sync-table.ts';
import type { Db, Row } from './db.ts';
import { columnNames, quoted } from './identifier.ts';

const stepRows = 1000;

/**
 * The records in the order in which they were first inserted, 1,000 a page. Pages are read one after the other: what is
 * written meanwhile is in the export or not.
 *
 * @throws DatabaseError when the database fails.
 */
export async function* exportPages(db: Db, table: SyncTable): AsyncGenerator<readonly Row[]> {
  for (let last = 0; ; ) {
    const sql =
      `SELECT ${columnNames(table)}, rowid AS "_at" FROM ${quoted(table.name)} ` +
      `WHERE rowid > ${last} ORDER BY rowid LIMIT ${stepRows}`;
    const [rows = []] = await db.read([{ sql, params: [] }]);
    if (rows.length > 0) yield rows;
    if (rows.length < stepRows) return;
    last = Number(rows.at(-1)?._at);
  }
}
