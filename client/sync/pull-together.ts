/** Pulls of several queries at once, with the push before them. Loaded with the first pull. */
import { rideOf } from './ask-page.ts';
import { askTogether } from './ask-together.ts';
import type { Asked } from './asked.ts';
import type { Device } from './device.ts';
import { openPull } from './open-pull.ts';
import { pullOne } from './pull-one.ts';
import type { PullOptions } from './pull-options.ts';
import { pullPages } from './pull-pages.ts';
import type { Pull, PulledAndPushed, Push } from './pulling.ts';
import { verifyIfDue } from './verify-if-due.ts';

/**
 * Pushes what waits, then pulls each query; the first pages come with the last answer to the push, in one request where
 * the service takes several in one. Now and then it is looked whether what was pulled is what the service has.
 *
 * @throws SyncError `cancelled-by-…` when it could not go on; the pages that have arrived stay.
 */
export async function pullTogether(
  device: Device,
  all: readonly Asked[],
  options: PullOptions,
  push: Push | undefined,
): Promise<readonly PulledAndPushed[]> {
  const pulls: Pull[] = [];
  for (const asked of all) pulls.push(await openPull(device, asked, options));
  const { signal } = options;
  const rides = pulls.length > 1 || push ? await Promise.all(pulls.map((pull) => rideOf(device, pull))) : [];
  const pushed = await push?.(rides);
  if (rides.length > 1 && device.batch.limit > 1) await askTogether(device, rides, signal);
  const pulled: PulledAndPushed[] = [];
  for (const [at, pull] of pulls.entries()) {
    const arrived = await pullOne(device, pull, () => pullPages(device, pull, undefined, rides[at]));
    pulled.push({ ...arrived, pushed });
    await verifyIfDue(device, pull);
  }
  return pulled;
}
