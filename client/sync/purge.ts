/** Purge: takes records off the device, so that the next pull brings them anew. */
import type { JsonRecord, RecordEntry } from '../queue/record-entry.ts';
import { visible } from '../queue/record-entry.ts';
import type { StoreTransaction } from '../store/local-store.ts';
import { SyncError } from '../sync-error.ts';
import type { Device } from './device.ts';
import { markName, marksOf } from './pull-mark.ts';

export type Purge = {
  readonly table: string;
  /** Which records go: those of these that the query of the purge leaves. */
  readonly matching: (records: readonly JsonRecord[]) => readonly JsonRecord[];
  /** Whose position is reset; that of every query of the table without it. */
  readonly queryId: string | undefined;
  /** Whether operations of the records that go are dropped; otherwise there may be none. */
  readonly force: boolean;
};

type Kept = readonly [string, RecordEntry];

/**
 * How many records went. All in one transaction, positions included, and without a request.
 *
 * @throws SyncError `pending-operations` when records that would go have edits that were not sent, and it is not forced.
 */
export async function purgeTable(device: Device, purge: Purge): Promise<number> {
  const { table, matching, force } = purge;
  const store = await device.openStore();
  const gone = await store.transact('edit', async (transaction) => {
    const records = transaction.records(table);
    const going = chosen(await records.list(), matching);
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

/** A record is chosen if the app sees one that matches, or if the server's copy does: what was removed here matches too. */
function chosen(entries: readonly Kept[], matching: Purge['matching']): readonly Kept[] {
  const copies = entries.flatMap(([, entry]) => [visible(entry), entry.server].filter((copy) => copy !== undefined));
  const matched = new Set(matching(copies).map(({ id }) => id));
  return entries.filter(([id]) => matched.has(id));
}

async function marksToReset({ config }: StoreTransaction, { table, queryId }: Purge): Promise<readonly string[]> {
  if (queryId !== undefined) return [markName(table, queryId)];
  const names = (await config.list()).map(([name]) => name);
  return names.filter((name) => name.startsWith(marksOf(table)));
}
