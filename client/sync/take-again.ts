/** Operations whose sending has decided nothing. Loaded with the first of them. */
import type { Operation } from '../queue/operation.ts';
import { failedOnce } from '../queue/refuse.ts';
import { withdrawn } from '../queue/release.ts';
import type { Outcome, Undone } from '../transport/outcome.ts';
import type { Device } from './device.ts';
import { markSent } from './outbox.ts';
import { inOneRequest } from './take-batch.ts';

/** Who is told to wait, or to sign in, had nothing done. */
export const wasTurnedAway = ({ kind, status }: Undone): boolean =>
  kind === 'authentication' || status === 425 || status === 429;

/** The operations as they are now, marked as sent once more; without those that cannot be sent now. */
export function takeAgain(
  { transact, environment, seen }: Device,
  operations: readonly Operation[],
): Promise<readonly Operation[]> {
  return transact('edit', async (transaction) => {
    const found = await transaction.operations.get(operations.map(({ number }) => number));
    const ready = inOneRequest(
      found.filter((operation) => operation !== undefined),
      true,
    );
    return ready.length > 0 ? markSent(transaction, ready, environment.uuid, seen) : [];
  });
}

/** Notes that the server has failed on the operation. */
export const noteFault = ({ log }: Device, operation: Operation): Promise<void> =>
  log.commit(operation, (set) => set.change(operation, failedOnce(set.state(operation), operation.number)));

/** What was refused since the operation that it follows was not done waits for that one, as if it had not been sent. */
export async function withoutFollowers(
  { log }: Device,
  undone: readonly (readonly [Operation, Outcome])[],
): Promise<readonly (readonly [Operation, Outcome])[]> {
  const numbers = new Set(undone.flatMap(([{ number }, { kind }]) => (kind === 'done' ? [] : [number])));
  const isFollower = ([{ after }, { kind }]: readonly [Operation, Outcome]): boolean =>
    kind === 'refused' && after !== undefined && numbers.has(after);
  for (const [operation] of undone.filter(isFollower)) {
    await log.commit(operation, (set) => {
      set.change(operation, withdrawn(set.state(operation), operation.number));
    });
  }
  return undone.filter((each) => !isFollower(each));
}
