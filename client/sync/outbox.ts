/** The queue as a push sees it: what may be sent next, marked as sent before it is. */
import type { Refusal } from '../queue/failure.ts';
import type { Operation } from '../queue/operation.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import type { RecordState, Settled } from '../queue/record-state.ts';
import { applied } from '../queue/settle.ts';
import type { StoreTransaction } from '../store/local-store.ts';
import type { WorkingSet } from '../store/working-set.ts';
import type { Device } from './device.ts';
import { readSeen, type Seen, seenName } from './seen.ts';

/** The next operation behind a number, if it is ready, marked in the store as sent: after a crash it may have been. */
export function takeNext(
  { transact, environment, seen }: Device,
  after: number,
  isReady: (operation: Operation) => boolean,
): Promise<{ readonly operation?: Operation | undefined; readonly next: number | undefined }> {
  return transact('edit', async (transaction) => {
    const [[next, waiting] = []] = await transaction.operations.list({ after, limit: 1 });
    const ready = waiting && isReady(waiting) ? [waiting] : [];
    const [operation] = await markSent(transaction, ready, environment.uuid, seen);
    return { operation, next };
  });
}

/** Marks them in the store as sent, each with a key. */
export async function markSent(
  { config, operations, errors }: StoreTransaction,
  ready: readonly Operation[],
  uuid: () => string,
  seen: Seen,
): Promise<readonly Operation[]> {
  // The id under which the server remembers this device's operations lives in the store that has their numbers.
  const [clientId = uuid(), nextKey = 1, known] = await config.get(['clientId', 'nextKey', seenName]);
  readSeen(seen, known);
  let key = Number(nextKey);
  const keys = new Map<number | undefined, string>();
  const marked = ready.map((operation): Operation => {
    // A refused operation is a new one to the server: under its old key it would only repeat the refusal.
    const kept = operation.state === 'failed' ? undefined : operation.key;
    const attempts = operation.attempts + 1;
    const own = kept ?? `${clientId}:${key++}`;
    const afterKey = kept === undefined ? keys.get(operation.after) : operation.afterKey;
    keys.set(operation.number, own);
    return { ...operation, parked: undefined, state: 'sent', attempts, key: own, afterKey };
  });
  await operations.put(marked.map((operation) => [operation.number, operation]));
  await errors.delete(ready.filter(({ state }) => state === 'failed').map(({ number }) => number));
  await config.put([
    ['clientId', clientId],
    ['nextKey', key],
  ]);
  return marked;
}

/**
 * Writes what the server decided about an operation, with what is decided in the meantime of others: to wait for the
 * disk at each answer takes longer than the request. Until it is written the operation has its key, under which it is
 * answered again. Whoever waits for it asks the log for a `flush`.
 *
 * @returns the refusal, if it is one
 */
export async function writeDecision(
  { log, tell, seen }: Device,
  operation: Operation,
  decide: (before: RecordState) => Settled,
  remember?: Remember,
): Promise<Refusal | undefined> {
  const { table, id } = operation;
  const refused = await log.commit(operation, (set) => enter(set, seen, operation, decide, remember), true);
  tell({ type: 'operation-sent', record: { table, id }, failed: refused !== undefined });
  return refused;
}

/** Notes what is to be remembered of an operation, as it waited, whose record is in this state now. */
export type Remember = (set: WorkingSet, seen: Seen, state: RecordState, waiting: Operation | undefined) => void;

/** Changes the operation's record as is decided, and notes what goes with it. @returns the refusal, if it is one */
export function enter(
  set: WorkingSet,
  seen: Seen,
  operation: Operation,
  decide: (before: RecordState) => Settled,
  remember?: Remember,
): Refusal | undefined {
  const { number } = operation;
  const before = set.state(operation);
  const waiting = before.operations.find((op) => op.number === number);
  // It would be sent for ever: nobody could take it out of the queue.
  if (!waiting) set.forgotten.push(number);
  // Another tab was told before, and has made another operation of it.
  const { state, refusal } = waiting?.key === operation.key ? decide(before) : { state: before };
  set.change(operation, state);
  remember?.(set, seen, state, waiting);
  if (refusal !== undefined) set.failures.push(refusal);
  return refusal;
}

/**
 * Writes that an operation is done; `record` is what the answer had. What is to be remembered of it takes the rest of
 * the client.
 */
export const writeApplied = (device: Device, operation: Operation, record: JsonRecord | undefined): Promise<unknown> =>
  writeDecision(device, operation, (before) => ({ state: applied(before, operation.number, record) }));
