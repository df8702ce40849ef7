/** First pages of several pulls in one request. Loaded with the first of them. */
import { batchOutcomes, batchRequest, isUnanswered } from '../transport/batch-request.ts';
import type { Outcome } from '../transport/outcome.ts';
import type { Device } from './device.ts';
import type { Ride } from './pulling.ts';

/** Asks for those that have not gone with a push. What gets no answer so is asked for again by its pull. */
export async function askTogether(
  { send, environment }: Device,
  rides: readonly Ride[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const waiting = rides.filter(({ outcome }) => outcome === undefined);
  if (waiting.length < 2) return;
  const outcome = await send(batchRequest(waiting.map(({ request }) => request)), signal);
  if (outcome.kind === 'done') takeRides(waiting, batchOutcomes(outcome.body, waiting.length, environment.now()));
  // Who would not be answered one by one either is not asked so.
  else if (outcome.kind !== 'refused' && outcome.kind !== 'server') for (const ride of waiting) ride.outcome = outcome;
}

/** Notes what became of them; for what the service had no room their pulls ask by themselves. */
export function takeRides(rides: readonly Ride[], outcomes: readonly (Outcome | undefined)[]): void {
  rides.forEach((ride, at) => {
    const outcome = outcomes[at];
    if (outcome !== undefined && !isUnanswered(outcome)) ride.outcome = outcome;
  });
}
