/** The pages of a pull, one after the other. Loaded with the first of them. */
import { askPage, begin } from './ask-page.ts';
import type { Device } from './device.ts';
import { goOn } from './go-on.ts';
import { readPage } from './page.ts';
import { pullAnew } from './pull-anew.ts';
import type { PullMark } from './pull-mark.ts';
import { markBehind, writingOf } from './pull-step.ts';
import { following, type Place } from './pull-walk.ts';
import type { Pull, Ride } from './pulling.ts';
import { storeStep } from './store-step.ts';
import type { Writing } from './writing.ts';

/**
 * Brings the pages, each with the mark behind it. @returns the last mark
 *
 * @param anew how pages are written where everything is read anew; the mark is left to the caller then
 */
export async function pullPages(device: Device, pull: Pull, anew?: Writing, ride?: Ride): Promise<PullMark> {
  const { walk } = pull;
  const begun = ride?.begun ?? (await begin(device, pull, anew !== undefined));
  let { mark } = begun;
  // A link that was called back: what came of it is not to be trusted.
  if (mark.link === '') return pullAnew(device, pull);
  let place: Place | undefined = begun.place;
  for (let answer = askPage(device, pull, place, ride); place !== undefined; ) {
    const outcome = await answer;
    const page = readPage(device, walk, place, outcome);
    if (page === undefined) return goOn(device, pull, mark, outcome, anew);
    place = following(walk, place, page);
    // The next page is on its way while this one is written.
    if (place !== undefined) answer = askPage(device, pull, place);
    const next = markBehind(mark, page);
    const writing = anew ?? writingOf(device, pull, mark, next);
    const isBlind = !anew && mark === begun.mark && !begun.place.deleted;
    if (!(await storeStep(device, pull, page, writing, isBlind))) return pull.again();
    mark = next;
  }
  return mark;
}
