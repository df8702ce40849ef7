/** Writes a page of records together with the mark of how far the pull has come. */
import { mergeRow } from '../queue/merge-row.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { sameJson } from '../queue/same-json.ts';
import { WorkingSet } from '../store/working-set.ts';
import { SyncError } from '../sync-error.ts';
import type { Device } from './device.ts';
import { markName, type PullMark, parseMark } from './pull-mark.ts';

/** Whose page it is; without a query id there is no mark. */
type Pulled = { readonly table: string; readonly queryId: string | null; readonly queryText: string };

/**
 * All in one transaction, which goes from `mark` to `next`.
 *
 * @throws SyncError `pull-overtaken` when the mark is another by now: another tab was faster, or has purged the table.
 */
export async function storePage(
  device: Device,
  { table, queryId, queryText }: Pulled,
  rows: readonly JsonRecord[],
  mark: PullMark | undefined,
  next: PullMark | undefined,
): Promise<void> {
  const store = await device.openStore();
  const keyed = rows.map((row) => ({ key: { table, id: String(row.id) }, row }));
  const name = queryId === null ? undefined : markName(table, queryId);
  const changed = await store.transact('pull', async (transaction) => {
    const { config } = transaction;
    const [stored] = name === undefined ? [] : await config.get([name]);
    if (mark !== undefined && !sameJson(parseMark(stored, queryText), mark)) throw new SyncError('pull-overtaken');
    const keys = keyed.map(({ key }) => key);
    const set = await WorkingSet.load(transaction, keys);
    for (const { key, row } of keyed) set.change(key, mergeRow(set.state(key), row));
    if (name !== undefined && next !== undefined && !sameJson(next, mark)) await config.put([[name, next]]);
    return set.save();
  });
  if (changed.length > 0) device.changed(changed);
}
