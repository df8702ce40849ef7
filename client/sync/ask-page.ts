/** Where a pull begins, and the requests of its pages. */
import type { Outcome } from '../transport/outcome.ts';
import { confirmHeads } from './confirm-heads.ts';
import type { Device } from './device.ts';
import { parseMark, rewoundName } from './pull-mark.ts';
import { type Place, pageRequest, type Walk } from './pull-walk.ts';
import type { Begun, Pull, Ride } from './pulling.ts';
import { maxHeads, noteHead, readSeen, seenName } from './seen.ts';

/** The first request of a pull. */
export async function rideOf(device: Device, pull: Pull): Promise<Ride> {
  const begun = await begin(device, pull, false);
  return { begun, request: pageRequest(pull.walk, begun.place, begun.heads) };
}

/** How far the pull of this query has come; `isAnew` for a pull that begins as if it had not. */
export async function begin(device: Device, { walk, name, options }: Pull, isAnew: boolean): Promise<Begun> {
  const { kept, hasRecords } = await readStart(device, name, walk, !isAnew);
  const mark = isAnew ? { ...kept, updatedAt: '', link: null } : kept;
  const { updatedAt: from, link } = mark;
  // What was never here need not be told to be gone.
  const deleted = !walk.isTracked || from !== '' || (hasRecords && !isAnew);
  if (device.seen.heads[maxHeads]) await confirmHeads(device, walk.table, options.signal);
  const heads = headsTo(device);
  return { mark, place: { from, skip: 0, received: 0, deleted, link: link ?? undefined }, heads };
}

/** Those that the next request tells. */
const headsTo = ({ seen }: Device): readonly string[] => seen.heads.slice(0, maxHeads);

/** The mark that is kept, and whether records may be here already; `isSeen` takes over what was seen of the service. */
async function readStart({ transact, tableOptions, seen }: Device, name = '', { table, asked }: Walk, isSeen: boolean) {
  const columns = Object.keys(tableOptions(table).columns ?? {}).sort();
  const query = JSON.stringify([asked, columns]);
  return transact('read', async ({ config, records }) => {
    const [known, mark, rewound] = await config.get([seenName, name, name && rewoundName]);
    if (isSeen) readSeen(seen, known);
    const kept = parseMark(mark ?? rewound, query);
    // Only of a pull that begins it is asked: to count what is here would take longer with each record.
    const isBegun = kept.updatedAt !== '' || kept.link !== null;
    return { kept, hasRecords: isBegun || (await records(table).list({ limit: 1 })).length > 0 };
  });
}

/** What the page is answered by, which may have gone with others. */
export async function askPage(device: Device, { walk, options }: Pull, place: Place, ride?: Ride): Promise<Outcome> {
  const heads = ride?.begun.heads ?? headsTo(device);
  const outcome = ride?.outcome ?? (await device.send(pageRequest(walk, place, heads), options.signal));
  if (outcome.kind === 'done') noteHead(device.seen, outcome.header, heads);
  return outcome;
}
