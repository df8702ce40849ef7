/** Writes a page of records, together with how far the pull has come. */
import type { Json } from '../../src/protocol/column-kind.ts';
import { mergeRow } from '../queue/merge-row.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { loadWorkingSet } from '../store/working-set.ts';
import type { Device } from './device.ts';
import type { Pulling } from './pulling.ts';
import type { Writing } from './writing.ts';

/** All in one transaction; `received` are the records that came, of which the table takes `rows`. */
export async function storePage(
  { transact, changed, tell }: Device,
  { asked: { table }, arrived, options }: Pulling,
  rows: readonly JsonRecord[],
  { length }: readonly Json[],
  { merge = mergeRow, first }: Writing = {},
): Promise<void> {
  const keys = rows.map((row) => ({ table, id: String(row.id), row }));
  const written = await transact('pull', async (transaction) => {
    await first?.(transaction);
    const set = await loadWorkingSet(transaction, keys);
    for (const key of keys) set.change(key, merge(set.state(key), key.row));
    return set.save();
  });
  changed(written);
  arrived.received += length;
  tell({ type: 'page-pulled', table, received: arrived.received });
  options.onProgress?.(arrived.received);
}
