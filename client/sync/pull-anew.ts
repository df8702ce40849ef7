/** Reads a list anew of which the service does not tell any more what has changed. Loaded with the first of them. */
import { SyncError } from '../sync-error.ts';
import type { Device } from './device.ts';
import { offerAgain } from './offer-again.ts';
import type { PullMark } from './pull-mark.ts';
import type { Pull } from './pulling.ts';
import { readAnew } from './read-anew.ts';

/** A list that is called back, or overtaken, each time that it is read is asked for so often. */
const maxTimes = 3;

/**
 * Records that the list does not show leave the device; what is pending for them stays. Begins once more when the
 * service calls the list back while it is read, or another tab is told of records that it lacks.
 *
 * @throws SyncError `pull-overtaken` when another tab has pulled or purged the same query meanwhile, or goes on to write
 */
export async function pullAnew(device: Device, pull: Pull): Promise<PullMark> {
  for (let times = 1; ; times += 1) {
    try {
      await offerAgain(device, pull.asked.table);
      const mark = await readAnew(device, pull);
      if (mark !== undefined) return mark;
      if (times === maxTimes) throw new SyncError('pull-overtaken');
    } catch (error) {
      if (times === maxTimes || !(error instanceof SyncError && error.status === 410)) throw error;
    }
  }
}
