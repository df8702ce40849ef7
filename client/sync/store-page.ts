/** Writes a page of records together with the mark of how far the pull has come. */
import { mergeRow } from '../queue/merge-row.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { sameJson } from '../queue/same-json.ts';
import { WorkingSet } from '../store/working-set.ts';
import { SyncError } from '../sync-error.ts';
import type { Device } from './device.ts';
import { type PullMark, parseMark } from './pull-mark.ts';
import type { Walk } from './pull-walk.ts';

/** How far the pull of this query has come, and where that is kept. */
export async function readMark(
  { transact, tableOptions }: Device,
  name: string,
  { table, asked }: Walk,
): Promise<Omit<MarkStep, 'next'>> {
  const columns = Object.keys(tableOptions(table).columns ?? {}).sort();
  const [stored] = await transact('read', ({ config }) => config.get([name]));
  return { name, mark: parseMark(stored, JSON.stringify([asked, columns])) };
}

/** Where a pull keeps its mark, and how it goes from `mark` to `next`. */
export type MarkStep = { readonly name: string; readonly mark: PullMark; readonly next: PullMark };

/**
 * All in one transaction.
 *
 * @throws SyncError `pull-overtaken` when the mark is another by now: another tab was faster, or has purged the table.
 */
export async function storePage(
  { transact, changed }: Device,
  table: string,
  rows: readonly JsonRecord[],
  step: MarkStep | undefined,
): Promise<void> {
  const keys = rows.map((row) => ({ table, id: String(row.id), row }));
  const written = await transact('pull', async (transaction) => {
    const { config } = transaction;
    if (step !== undefined) {
      const { name, mark, next } = step;
      const [stored] = await config.get([name]);
      if (!sameJson(parseMark(stored, mark.query), mark)) throw new SyncError('pull-overtaken');
      if (!sameJson(next, mark)) await config.put([[name, next]]);
    }
    const set = await WorkingSet.load(transaction, keys);
    for (const key of keys) set.change(key, mergeRow(set.state(key), key.row));
    return set.save();
  });
  changed(written);
}
