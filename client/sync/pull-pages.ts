/** The pages of a pull, one after the other. */
import type { Json } from '../../src/protocol/column-kind.ts';
import type { DeclaredColumns } from '../query/columns.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import type { Unfit } from '../record/fitted.ts';
import { isRow, type Outcome } from '../transport/outcome.ts';
import type { Device } from './device.ts';
import { later } from './later.ts';
import { readPage } from './page.ts';
import { advanced, type PullMark } from './pull-mark.ts';
import { following, type Place, pageRequest, type Walk } from './pull-walk.ts';
import type { Begun, Pull, Ride } from './pulling.ts';
import { maxHeads, noteHead } from './seen.ts';
import { readStart, storePage } from './store-page.ts';

/**
 * Brings the pages, each with the mark behind it. @returns the last mark
 *
 * @param anew merges records where everything is read anew; what is to be kept then besides records is left to the caller
 */
export async function pullPages(device: Device, pull: Pull, anew?: Walk['merge'], ride?: Ride): Promise<PullMark> {
  const { walk, name, columns, options, arrived } = pull;
  const { table } = walk;
  const begun = ride?.begun ?? (await begin(device, pull, anew !== undefined));
  let { mark } = begun;
  // A link that was called back: what came of it is not to be trusted.
  if (mark.link === '') return (await later()).pullAnew(device, pull);
  let place: Place | undefined = begun.place;
  for (let answer = askPage(device, pull, place, ride); place !== undefined; ) {
    const outcome = await answer;
    const page = await readPage(device, walk, place, outcome);
    if (page === undefined) return (await later()).goOn(device, pull, mark, outcome, anew);
    const { all, followed } = page;
    place = following(walk, place, page);
    // The next page is on its way while this one is written.
    if (place !== undefined) answer = askPage(device, pull, place);
    const next = followed === undefined ? advanced(mark, all) : { ...mark, link: followed };
    const step = name && { name, mark, next };
    const writing = anew ? { merge: anew } : { ...walk, step, isSeen: true };
    await storePage(device, table, await rowsOf(columns, all, arrived.unfit), writing);
    mark = next;
    arrived.received += all.length;
    device.tell({ type: 'page-pulled', table, received: arrived.received });
    options.onProgress?.(arrived.received);
  }
  return mark;
}

/** The records that the table takes; the others are noted. */
const rowsOf = async (
  columns: DeclaredColumns | undefined,
  all: readonly Json[],
  unfit: Unfit[],
): Promise<readonly JsonRecord[]> =>
  columns === undefined && all.every(isRow) ? all : (await later()).fittingRows(columns, all, unfit);

/** The first request of a pull. */
export async function rideOf(device: Device, pull: Pull): Promise<Ride> {
  const begun = await begin(device, pull, false);
  return { begun, request: pageRequest(pull.walk, begun.place, begun.heads) };
}

async function begin(device: Device, { walk, name, options }: Pull, isAnew: boolean): Promise<Begun> {
  const { mark: kept, hasRecords } = await readStart(device, name, walk, !isAnew);
  const mark = isAnew ? { ...kept, updatedAt: '', link: null } : kept;
  const { updatedAt: from, link } = mark;
  // What was never here need not be told to be gone.
  const deleted = !walk.isTracked || from !== '' || (hasRecords && !isAnew);
  if (device.seen.heads[maxHeads]) await (await later()).confirmHeads(device, walk.table, options.signal);
  const heads = headsTo(device);
  return { mark, place: { from, skip: 0, received: 0, deleted, link: link ?? undefined }, heads };
}

/** Those that the next request tells. */
const headsTo = ({ seen }: Device): readonly string[] => seen.heads.slice(0, maxHeads);

async function askPage(device: Device, { walk, options }: Pull, place: Place, ride?: Ride): Promise<Outcome> {
  const heads = ride?.begun.heads ?? headsTo(device);
  const outcome = ride?.outcome ?? (await device.send(pageRequest(walk, place, heads), options.signal));
  if (outcome.kind === 'done') noteHead(device.seen, outcome.header, heads);
  return outcome;
}
