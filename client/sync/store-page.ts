/** Writes a page of records together with the mark of how far the pull has come. */
import type { Json } from '../../src/protocol/column-kind.ts';
import { mergeRow } from '../queue/merge-row.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import type { RecordState } from '../queue/record-state.ts';
import { sameJson } from '../queue/same-json.ts';
import type { StoreTransaction } from '../store/local-store.ts';
import { loadWorkingSet } from '../store/working-set.ts';
import { SyncError } from '../sync-error.ts';
import type { Device } from './device.ts';
import { type PullMark, parseMark } from './pull-mark.ts';
import type { Pulling } from './pulling.ts';

/** How a page is written. */
export type Writing = {
  /** What a record that arrives makes of the one that is here, where that is not what it always is. */
  readonly merge?: ((state: RecordState, row: JsonRecord) => RecordState) | undefined;
  /** Where its pull keeps its mark, and how that goes from `mark` to `next`. */
  readonly step?: { readonly name: string; readonly mark: PullMark; readonly next: PullMark } | undefined;
  /** What else is kept with it, by name. */
  readonly notes?: readonly (readonly [string, Json])[];
};

/**
 * All in one transaction; `received` are the records that came, of which the table takes `rows`.
 *
 * @throws SyncError `pull-overtaken` when the mark is another by now: another tab was faster, or has purged the table.
 */
export async function storePage(
  { transact, changed, tell }: Device,
  { asked: { table }, arrived, options }: Pulling,
  rows: readonly JsonRecord[],
  { length }: readonly Json[],
  { merge = mergeRow, step, notes = [] }: Writing,
): Promise<void> {
  const keys = rows.map((row) => ({ table, id: String(row.id), row }));
  const written = await transact('pull', async (transaction) => {
    if (step) await takeStep(transaction, step);
    const set = await loadWorkingSet(transaction, keys);
    for (const key of keys) set.change(key, merge(set.state(key), key.row));
    for (const [name, note] of notes) set.notes.set(name, note);
    return set.save();
  });
  changed(written);
  arrived.received += length;
  tell({ type: 'page-pulled', table, received: arrived.received });
  options.onProgress?.(arrived.received);
}

async function takeStep(
  { config }: StoreTransaction,
  { name, mark, next }: NonNullable<Writing['step']>,
): Promise<void> {
  const [stored] = await config.get([name]);
  if (!sameJson(parseMark(stored, mark.query), mark)) throw new SyncError('pull-overtaken');
  if (!sameJson(next, mark)) await config.put([[name, next]]);
}
