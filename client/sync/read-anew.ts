/** Reads a list once, and drops what it does not show. Loaded with the first of them. */
import { isRemoved, mergeRow } from '../queue/merge-row.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { sameJson } from '../queue/same-json.ts';
import type { StoreTransaction } from '../store/local-store.ts';
import { loadWorkingSet } from '../store/working-set.ts';
import { SyncError } from '../sync-error.ts';
import type { Device } from './device.ts';
import { noteOthers, seenName, toKeep } from './keep-seen.ts';
import { type PullMark, parseMark, readingName, rewoundName } from './pull-mark.ts';
import type { Pull } from './pulling.ts';
import { staleRecords, versionsOf } from './stale-records.ts';
import type { Writing } from './writing.ts';

/**
 * What has come to this device since the reading began, by a push of another tab, say, may be newer than the list, and
 * stays. Undefined where the list lacks some of that: it may also have been removed since, and is to be read once more.
 *
 * @throws SyncError `pull-overtaken` when another tab has pulled or purged the same query meanwhile, or begun to read
 * the table anew
 */
export async function readAnew(device: Device, pull: Pull): Promise<PullMark | undefined> {
  const { seen, transact, changed } = device;
  const { name, asked, arrived } = pull;
  const { before, first } = await begun(device, asked.table);
  const isSince = ({ id, version = null }: JsonRecord): boolean => before.get(String(id)) !== version;
  const shown = new Set<string>();
  const merge: Writing['merge'] = (state, row) => {
    shown.add(String(row.id));
    if (isRemoved(row) || (state.server !== undefined && isSince(state.server))) return mergeRow(state, row);
    // What is here may be newer only because the service has lost it.
    return sameJson(row, state.server) ? state : { ...state, server: row };
  };
  const mark = await pull.again({ merge, first });
  for (const { row } of arrived.unfit) if (row instanceof Object && 'id' in row) shown.add(String(row.id));
  const gone = await transact('pull', async (transaction) => {
    await first(transaction);
    const { config } = transaction;
    const keys = await staleRecords(device, transaction, asked, ({ id }) => !shown.has(String(id)));
    const set = await loadWorkingSet(transaction, keys);
    if (keys.some((key) => isSince(set.state(key).server ?? {}))) return undefined;
    if (name !== undefined) {
      const [stored, rewound] = await config.get([name, rewoundName]);
      if (parseMark(stored ?? rewound, mark.query).link !== '') throw new SyncError('pull-overtaken');
      await config.put([[name, mark]]);
    }
    await config.put([[seenName, toKeep(seen, set.seen)]]);
    for (const key of keys) set.change(key, { ...set.state(key), server: undefined });
    return set.save();
  });
  if (gone === undefined) return undefined;
  changed(gone);
  return mark;
}

/**
 * The versions of what is here, and what has each write of this reading fail once another tab has begun one, or has
 * purged the table: of what both have left nobody could tell which list it is.
 */
async function begun({ environment, transact, seen }: Device, table: string) {
  const name = readingName(table);
  const reading = environment.uuid();
  const before = await transact('pull', async (transaction) => {
    const { config } = transaction;
    // A replica that is behind what another tab was told would undo that here.
    const [known] = await config.get([seenName]);
    noteOthers(seen, known);
    await config.put([[name, reading]]);
    return versionsOf(transaction, table);
  });
  const first = async ({ config }: StoreTransaction): Promise<void> => {
    const [latest] = await config.get([name]);
    if (latest !== reading) throw new SyncError('pull-overtaken');
  };
  return { before, first };
}
