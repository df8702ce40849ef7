/** What a page that has arrived writes. */
import type { Json } from '../../src/protocol/column-kind.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { sameJson } from '../queue/same-json.ts';
import { fittingRows } from '../record/fitted.ts';
import { SyncError } from '../sync-error.ts';
import { isRow } from '../transport/outcome.ts';
import type { Device } from './device.ts';
import { seenName, toKeep } from './keep-seen.ts';
import { PullAgain } from './pull-again.ts';
import { advanced, type PullMark, parseMark } from './pull-mark.ts';
import type { Page } from './pull-walk.ts';
import type { Pull } from './pulling.ts';
import type { Writing } from './writing.ts';

/** The mark behind the page. */
export const markBehind = (mark: PullMark, { all, followed }: Page): PullMark =>
  followed === undefined ? advanced(mark, all) : { ...mark, link: followed };

/**
 * What is written with a page that moves the mark, and with it what was seen of the service's history.
 *
 * @throws SyncError `pull-overtaken` when the mark is another by now: another tab was faster, or has purged the table.
 * @throws PullAgain when no mark is kept, and another tab has seen later writes
 */
export function writingOf({ seen }: Device, { walk: { merge }, name }: Pull, mark: PullMark, next: PullMark): Writing {
  const first: Writing['first'] = async ({ config }) => {
    const [known, stored] = await config.get([seenName, name ?? seenName]);
    const kept = toKeep(seen, known);
    const isBehind = kept.heads.length > seen.heads.length;
    // No later pull goes on from here: what another tab was told was removed since would stay for good.
    if (name === undefined && isBehind) throw new PullAgain();
    if (name !== undefined) await config.put(moved([name, stored], mark, next));
    if (kept.heads.length > 0) await config.put([[seenName, kept]]);
  };
  return { merge, first };
}

/** What is to be put to move a mark that is stored. */
function moved([name, stored]: readonly [string, Json | undefined], mark: PullMark, next: PullMark) {
  if (!sameJson(parseMark(stored, mark.query), mark)) throw new SyncError('pull-overtaken');
  return sameJson(next, mark) ? [] : [[name, next] as const];
}

/** The records that the table takes; the others are noted. */
export const rowsOf = ({ columns, arrived }: Pull, { all }: Page): readonly JsonRecord[] =>
  columns === undefined && all.every(isRow) ? all : fittingRows(columns, all, arrived.unfit);
