/** Sends operations, and what rides along, as one request. Loaded with the first of them. */
import type { Operation } from '../queue/operation.ts';
import { batchOutcomes, batchRequest } from '../transport/batch-request.ts';
import { operationRequest } from '../transport/operation-request.ts';
import type { Outcome, Undone } from '../transport/outcome.ts';
import { takeRides } from './ask-together.ts';
import type { Device } from './device.ts';
import type { Ride } from './pulling.ts';
import { noteHead } from './seen.ts';

/** The outcomes of the operations, or why there is none; those of the rides are noted with them. */
export async function sendBatch(
  { send, seen, environment }: Device,
  operations: readonly Operation[],
  rides: readonly Ride[],
  signal: AbortSignal | undefined,
): Promise<{ readonly outcomes: readonly (Outcome | undefined)[] } | Undone> {
  const parts = [...operations.map(operationRequest), ...rides.map(({ request }) => request)];
  const outcome = await send(batchRequest(parts), signal);
  if (outcome.kind !== 'done') return outcome;
  const all = batchOutcomes(outcome.body, parts.length, environment.now());
  const outcomes = all.slice(0, operations.length);
  takeRides(rides, all.slice(operations.length));
  // Each head is of the state that the next operation found.
  const told = outcomes.filter((each) => each?.header?.('x-sync-head')).at(-1);
  if (told?.header) noteHead(seen, told.header);
  return { outcomes };
}
