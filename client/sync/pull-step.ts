/** What a page that has arrived writes. */
import type { JsonRecord } from '../queue/record-entry.ts';
import { sameJson } from '../queue/same-json.ts';
import { fittingRows } from '../record/fitted.ts';
import { SyncError } from '../sync-error.ts';
import { isRow } from '../transport/outcome.ts';
import type { Device } from './device.ts';
import { advanced, type PullMark, parseMark } from './pull-mark.ts';
import type { Page } from './pull-walk.ts';
import type { Pull } from './pulling.ts';
import { seenName } from './seen.ts';
import type { Writing } from './writing.ts';

/** The mark behind the page. */
export const markBehind = (mark: PullMark, { all, followed }: Page): PullMark =>
  followed === undefined ? advanced(mark, all) : { ...mark, link: followed };

/**
 * What is written with a page that moves the mark, and with it what was seen of the service's history.
 *
 * @throws SyncError `pull-overtaken` when the mark is another by now: another tab was faster, or has purged the table.
 */
export function writingOf({ seen }: Device, { walk: { merge }, name }: Pull, mark: PullMark, next: PullMark): Writing {
  const first: Writing['first'] = async ({ config }) => {
    if (name !== undefined) {
      const [stored] = await config.get([name]);
      if (!sameJson(parseMark(stored, mark.query), mark)) throw new SyncError('pull-overtaken');
      if (!sameJson(next, mark)) await config.put([[name, next]]);
    }
    if (seen.heads.length > 0) await config.put([[seenName, seen]]);
  };
  return { merge, first };
}

/** The records that the table takes; the others are noted. */
export const rowsOf = ({ columns, arrived }: Pull, { all }: Page): readonly JsonRecord[] =>
  columns === undefined && all.every(isRow) ? all : fittingRows(columns, all, arrived.unfit);
