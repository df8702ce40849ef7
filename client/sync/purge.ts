/** Purge: takes records off the device, so that the next pull brings them anew. */
import { operations as filterOperations } from '../../src/protocol/filter-operation.ts';
import { isFilter } from '../query/is-filter.ts';
import type { Query } from '../query/query.ts';
import { runQuery } from '../query/run-query.ts';
import { visible } from '../queue/record-entry.ts';
import { SyncError } from '../sync-error.ts';
import type { Device } from './device.ts';
import { markName, marksOf, readingName } from './pull-mark.ts';

export type PurgeOptions = {
  /** Also the records with operations that were not sent; those operations are lost. */
  readonly force?: boolean;
  /** The position to reset; those of all queries of the table without it. */
  readonly queryId?: string;
};

/**
 * How many records went. All in one transaction, positions included, and without a request.
 *
 * @throws SyncError `pending-operations` when records that would go have edits that were not sent, and it is not
 * forced; `invalid-option` for a query that asks for more than a filter can say, and for a query id that is none.
 */
export async function purgeTable(
  { transact, tableOptions, changed, tell }: Device,
  table: string,
  query: Query,
  { force = false, queryId }: PurgeOptions,
): Promise<number> {
  const mark = queryId === undefined ? undefined : markName(table, queryId);
  if (!isFilter(query)) throw new SyncError('invalid-option', 'A purge has no order, skip or take.');
  const gone = await transact('edit', async (transaction) => {
    const { operations, errors, config } = transaction;
    const records = transaction.records(table);
    const entries = await records.list();
    // A record goes if the app sees one that matches, or if the server's copy does: what was removed here matches too.
    const copies = entries.flatMap(([, entry]) => [visible(entry), entry.server].filter((copy) => copy !== undefined));
    const { select: _, ...filter } = query;
    const matched = new Set(
      runQuery(copies, filter, filterOperations, tableOptions(table).columns).records.map(({ id }) => id),
    );
    // Of some records that have pending edits there is no copy.
    const going = entries.filter(([id]) => query.filter === undefined || matched.has(id));
    const pending = going.flatMap(([, entry]) => entry.pending ?? []);
    if (pending.length > 0 && !force) throw new SyncError('pending-operations', `${pending.length} edits wait.`);
    const marks = (await config.list()).flatMap(([name]) => (name.startsWith(marksOf(table)) ? name : []));
    await records.delete(going.map(([id]) => id));
    await operations.delete(pending);
    await errors.delete(pending);
    await config.delete([...(mark === undefined ? marks : [mark]), readingName(table)]);
    return going.map(([id]) => ({ table, id }));
  });
  tell({ type: 'purged', table, records: gone.length });
  changed(gone);
  return gone.length;
}
