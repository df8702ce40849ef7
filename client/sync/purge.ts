/** Purge: takes records off the device, so that the next pull brings them anew. */
import type { DeclaredColumns } from '../query/columns.ts';
import type { Query } from '../query/query.ts';
import { runQuery } from '../query/run-query.ts';
import { type RecordEntry, visible } from '../queue/record-entry.ts';
import type { StoreTransaction } from '../store/local-store.ts';
import { SyncError } from '../sync-error.ts';
import type { Device } from './device.ts';
import { checkQueryId, markName, marksOf } from './pull-mark.ts';

export type Purge = {
  readonly table: string;
  /** Which records go: all that its filter lets pass. */
  readonly query: Query;
  readonly columns: DeclaredColumns | undefined;
  /** Whose position is reset; that of every query of the table without it. */
  readonly queryId: string | undefined;
  /** Whether operations of the records that go are dropped; otherwise there may be none. */
  readonly force: boolean;
};

type Kept = readonly [string, RecordEntry];

/**
 * How many records went. All in one transaction, positions included, and without a request.
 *
 * @throws SyncError `pending-operations` when records that would go have edits that were not sent, and it is not forced;
 * `invalid-option` for a query that asks for more than a filter can say, and for a query id that is none.
 */
export async function purgeTable(device: Device, purge: Purge): Promise<number> {
  const { table, force } = purge;
  check(purge);
  const store = await device.openStore();
  const gone = await store.transact('edit', async (transaction) => {
    const records = transaction.records(table);
    const going = chosen(await records.list(), purge);
    const pending = going.flatMap(([, entry]) => entry.pending ?? []);
    if (pending.length > 0 && !force) {
      const detail = `${pending.length} operations of table "${table}" were not sent; push them, or force the purge.`;
      throw new SyncError('pending-operations', detail);
    }
    const marks = await marksToReset(transaction, purge);
    const ids = going.map(([id]) => id);
    const { operations, errors, config } = transaction;
    await Promise.all([records.delete(ids), operations.delete(pending), errors.delete(pending), config.delete(marks)]);
    return ids;
  });
  device.tell({ type: 'purged', table, records: gone.length });
  if (gone.length > 0) device.changed(gone.map((id) => ({ table, id })));
  return gone.length;
}

function check({ query: { orderBy, skip, top }, queryId }: Purge): void {
  if (queryId !== undefined) checkQueryId(queryId);
  if (orderBy.length === 0 && skip === 0 && top === undefined) return;
  throw new SyncError(
    'invalid-option',
    'A purge has no order, skip or take: it takes all records that its filter lets pass.',
  );
}

/** A record is chosen if the app sees one that matches, or if the server's copy does: what was removed here matches too. */
function chosen(entries: readonly Kept[], { query: { select: _, ...query }, columns }: Purge): readonly Kept[] {
  // Of some records that have pending edits there is no copy.
  if (query.filter === undefined) return entries;
  const copies = entries.flatMap(([, entry]) => [visible(entry), entry.server].filter((copy) => copy !== undefined));
  const matched = new Set(runQuery(copies, query, columns).records.map(({ id }) => id));
  return entries.filter(([id]) => matched.has(id));
}

async function marksToReset({ config }: StoreTransaction, { table, queryId }: Purge): Promise<readonly string[]> {
  if (queryId !== undefined) return [markName(table, queryId)];
  const names = (await config.list()).map(([name]) => name);
  return names.filter((name) => name.startsWith(marksOf(table)));
}
