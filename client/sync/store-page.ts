/** Writes a page of records together with the mark of how far the pull has come. */
import { mergeRow } from '../queue/merge-row.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { sameJson } from '../queue/same-json.ts';
import type { StoreTransaction } from '../store/local-store.ts';
import { loadWorkingSet } from '../store/working-set.ts';
import { SyncError } from '../sync-error.ts';
import type { Device } from './device.ts';
import { type PullMark, parseMark, rewoundName } from './pull-mark.ts';
import type { Walk } from './pull-walk.ts';
import { readSeen, seenName } from './seen.ts';

/** How far the pull of this query has come, and what is here already; `isSeen` takes over what was seen of the service. */
export async function readStart(
  { transact, tableOptions, seen }: Device,
  name = '',
  { table, asked }: Walk,
  isSeen: boolean,
): Promise<{ readonly mark: PullMark; readonly hasRecords: boolean }> {
  const columns = Object.keys(tableOptions(table).columns ?? {}).sort();
  const [[known, mark, rewound], count] = await transact('read', ({ config, records }) =>
    Promise.all([config.get([seenName, name, name && rewoundName]), records(table).count()]),
  );
  if (isSeen) readSeen(seen, known);
  return { mark: parseMark(mark ?? rewound, JSON.stringify([asked, columns])), hasRecords: count > 0 };
}

/** How a page is written. */
export type Writing = {
  readonly merge?: Walk['merge'];
  /** Where its pull keeps its mark, and how that goes from `mark` to `next`. */
  readonly step?: { readonly name: string; readonly mark: PullMark; readonly next: PullMark } | '' | undefined;
  /** Whether what was seen of the service's history is kept with it. */
  readonly isSeen?: boolean;
};

/**
 * All in one transaction.
 *
 * @throws SyncError `pull-overtaken` when the mark is another by now: another tab was faster, or has purged the table.
 */
export async function storePage(
  { transact, changed, seen }: Device,
  table: string,
  rows: readonly JsonRecord[],
  { merge = mergeRow, step, isSeen }: Writing,
): Promise<void> {
  const keys = rows.map((row) => ({ table, id: String(row.id), row }));
  const written = await transact('pull', async (transaction) => {
    if (step) await takeStep(transaction, step);
    const set = await loadWorkingSet(transaction, keys);
    for (const key of keys) set.change(key, merge(set.state(key), key.row));
    if (isSeen && seen.heads.length > 0) set.notes.set(seenName, seen);
    return set.save();
  });
  changed(written);
}

async function takeStep(
  { config }: StoreTransaction,
  { name, mark, next }: NonNullable<Exclude<Writing['step'], ''>>,
): Promise<void> {
  const [stored] = await config.get([name]);
  if (!sameJson(parseMark(stored, mark.query), mark)) throw new SyncError('pull-overtaken');
  if (!sameJson(next, mark)) await config.put([[name, next]]);
}
