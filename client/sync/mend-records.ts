/** Takes over what the service has of the records of a page. Loaded with the first drift that was found. */
import type { JsonRecord } from '../queue/record-entry.ts';
import { fittingRows } from '../record/fitted.ts';
import { loadWorkingSet, type WorkingSet } from '../store/working-set.ts';
import type { Checking } from './checking.ts';
import type { Difference } from './difference.ts';
import { foundCopies } from './found-copies.ts';
import { parseSeen } from './keep-seen.ts';

/** Records of the service, and its last write by then. */
export type TakenPage = { readonly rows: readonly JsonRecord[]; readonly head: string };

/**
 * Records with edits that wait are left as they are: what they were made on is asked about when they are sent.
 *
 * @param here of the records that are not in the page those that might have to be
 * @returns whether that was done; not where another tab has been told of a later write meanwhile
 */
export async function mendRecords(
  checking: Checking,
  page: TakenPage,
  here: readonly { readonly id: string }[],
): Promise<boolean> {
  const { device, asked, differences } = checking;
  const { table } = asked;
  const shown = new Set(page.rows.map(({ id }) => id));
  const rows = fittingRows(device.tableOptions(table).columns, page.rows, []);
  const gone = here.filter(({ id }) => !shown.has(id));
  const keys = [...rows, ...gone].map(({ id }) => ({ table, id: String(id) }));
  const done = await device.transact('pull', async (transaction) => {
    const set = await loadWorkingSet(transaction, keys);
    if (parseSeen(set.seen).heads.at(-1) !== page.head) return undefined;
    if (keys.some((key) => isBehind(page.head, set.state(key).server))) return undefined;
    const found = [...takeRows(set, table, rows), ...dropGone(checking, set, gone)];
    return { found, written: await set.save() };
  });
  if (done === undefined) return false;
  device.changed(done.written);
  differences.push(...done.found);
  return true;
}

/** Whether the copy was written behind the head: by a push of another tab, say, of which this one has not heard. */
function isBehind(head: string, copy: JsonRecord | undefined): boolean {
  return Date.parse(String(copy?.updatedAt)) > Number(head.split('.')[0]);
}

function takeRows(set: WorkingSet, table: string, rows: readonly JsonRecord[]): readonly Difference[] {
  return rows.flatMap((row): readonly Difference[] => {
    const key = { table, id: String(row.id) };
    const state = set.state(key);
    if (state.operations.length > 0 || state.server?.version === row.version) return [];
    set.change(key, { ...state, server: row });
    return [{ id: key.id, kind: state.server === undefined ? 'missing' : 'outdated' }];
  });
}

/** Not those that have left the list since they were compared, or this device. */
function dropGone(
  { device, asked }: Checking,
  set: WorkingSet,
  gone: readonly { readonly id: string }[],
): readonly Difference[] {
  const { table } = asked;
  const copies = gone.flatMap(({ id }) => {
    const { server, operations } = set.state({ table, id });
    return server === undefined || operations.length > 0 ? [] : [server];
  });
  return foundCopies(device, asked, copies).map((copy): Difference => {
    const id = String(copy.id);
    set.change({ table, id }, { ...set.state({ table, id }), server: undefined });
    return { id, kind: 'surplus' };
  });
}
