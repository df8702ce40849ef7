/** What is asked about a list in the state in which this device has it. Loaded with the first drift check. */
import { batchOutcomes, batchRequest } from '../transport/batch-request.ts';
import { type Outcome, stopOf } from '../transport/outcome.ts';
import type { WireRequest } from '../transport/request.ts';
import { rideOf } from './ask-page.ts';
import { takeRides } from './ask-together.ts';
import type { Checking, Told } from './checking.ts';
import { openPull } from './open-pull.ts';
import { pullPages } from './pull-pages.ts';

/** So often others may have written in between. */
const maxTimes = 3;

/**
 * The answer of a service whose last write is the one that this device has seen last: what has changed in the list is
 * asked in the same request, and is here when this resolves. Undefined where the service has no such answer, or others
 * had written each time meanwhile.
 *
 * @throws SyncError as a pull does
 */
export async function askBeside(checking: Checking, request: WireRequest): Promise<Told | undefined> {
  const { seen, batch } = checking.device;
  for (let times = 0; times < maxTimes && batch.limit > 0; times += 1) {
    const answer = await askOnce(checking, request);
    if (answer?.kind !== 'done') return undefined;
    const head = answer.header('x-sync-head') ?? undefined;
    if (head !== undefined && head === seen.heads.at(-1)) return { body: answer.body, head };
  }
  return undefined;
}

async function askOnce(checking: Checking, request: WireRequest): Promise<Outcome | undefined> {
  const { device, asked, options } = checking;
  const { send, environment } = device;
  const pull = await openPull(device, asked, options);
  if (!pull.walk.isTracked) return undefined;
  const ride = await rideOf(device, pull);
  const outcome = await send(batchRequest([ride.request, request]), options.signal);
  if (outcome.kind === 'refused') return undefined;
  if (outcome.kind !== 'done') throw stopOf(outcome);
  const [page, answer] = batchOutcomes(outcome.body, 2, environment.now());
  takeRides([ride], [page]);
  await pullPages(device, pull, undefined, ride);
  return answer;
}
