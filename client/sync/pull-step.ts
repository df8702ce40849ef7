/** What a page that has arrived writes. */
import type { JsonRecord } from '../queue/record-entry.ts';
import { fittingRows } from '../record/fitted.ts';
import { isRow } from '../transport/outcome.ts';
import type { Device } from './device.ts';
import { advanced, type PullMark } from './pull-mark.ts';
import type { Page } from './pull-walk.ts';
import type { Pull } from './pulling.ts';
import { seenName } from './seen.ts';
import type { Writing } from './store-page.ts';

/** The mark behind the page. */
export const markBehind = (mark: PullMark, { all, followed }: Page): PullMark =>
  followed === undefined ? advanced(mark, all) : { ...mark, link: followed };

/** What is written with a page that moves the mark. */
export function writingOf({ seen }: Device, { walk: { merge }, name }: Pull, mark: PullMark, next: PullMark): Writing {
  const notes = seen.heads.length > 0 ? ([[seenName, seen]] as const) : [];
  return { merge, step: name === undefined ? undefined : { name, mark, next }, notes };
}

/** The records that the table takes; the others are noted. */
export const rowsOf = ({ columns, arrived }: Pull, { all }: Page): readonly JsonRecord[] =>
  columns === undefined && all.every(isRow) ? all : fittingRows(columns, all, arrived.unfit);
