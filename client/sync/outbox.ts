/** The queue as a push sees it: what may be sent next, marked as sent before it is. */
import { isBlind } from '../queue/edit.ts';
import type { Refusal } from '../queue/failure.ts';
import type { Operation } from '../queue/operation.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import type { RecordState, Settled } from '../queue/record-state.ts';
import { applied, release } from '../queue/settle.ts';
import type { StoreTransaction } from '../store/local-store.ts';
import { type Acked, ackedNameOf } from './acked.ts';
import type { Device } from './device.ts';
import { readSeen, type Seen, seenName } from './seen.ts';

/** What the operations of one request come to at most, in characters: of three bytes each they are less than 4 MB. */
const maxLength = 1_200_000;

type Batch = {
  readonly operations: readonly Operation[];
  /** Behind which number the next batch is; undefined when the queue was looked through. */
  readonly next: number | undefined;
};

/**
 * The operations behind a number that are ready, in order, each marked in the store as sent: after a crash each of them
 * may have been. At most `limit` are looked at, which go in one request; without it 100, each by itself.
 */
export function takeBatch(
  { transact, environment, seen }: Device,
  after: number,
  isReady: (operation: Operation) => boolean,
  limit?: number,
): Promise<Batch> {
  const most = limit ?? 100;
  return transact('edit', async (transaction) => {
    const page = await transaction.operations.list({ after, limit: most });
    const waiting = page.map(([, operation]) => operation).filter(isReady);
    // Whoever tells heads knows operations by the keys of those that they follow.
    const ready = inOneRequest(waiting, limit !== undefined && seen.heads.length > 0);
    let length = 0;
    const fit = ready.findIndex((operation, at) => {
      length += lengthOf(operation);
      return length > maxLength && at > 0;
    });
    const fitting = fit < 0 ? ready : ready.slice(0, fit);
    return {
      operations: fitting.length > 0 ? await markSent(transaction, fitting, environment.uuid, seen) : fitting,
      next: fit < 0 ? page[most - 1]?.[0] : fitting.at(-1)?.number,
    };
  });
}

/** Of the request, or more: an id is in the address too, where a character may take nine. */
const lengthOf = ({ id, body }: Operation): number => 150 + 4 * id.length + JSON.stringify(body).length;

/** An operation follows another one in the same request at most so often on one record. */
const longestChain = 20;

/** Those that may be sent at once: what follows another operation waits for it, or stands behind it where it `mayChain`. */
export function inOneRequest(operations: readonly Operation[], mayChain: boolean): readonly Operation[] {
  const places = new Map<number, number>();
  return operations.filter((operation) => {
    const { number, after, key, afterKey } = operation;
    // One that was sent without the key of the other can only be sent so again.
    const isChained = mayChain && (key === undefined || afterKey !== undefined);
    const before = after === undefined ? 0 : (isChained && places.get(after)) || longestChain;
    // What brings back whatever is there shows it in its answer: nothing may be built on that unseen.
    if (before < longestChain && !isBlind(operation)) places.set(number, before + 1);
    return before < longestChain;
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

/** Takes back that an operation was sent. */
export const releaseOperation = ({ log }: Device, record: Operation): Promise<void> =>
  log.commit(record, (set) => set.change(record, release(set.state(record), record.number)));

/**
 * Writes what the server decided about an operation, with what is decided in the meantime of others: to wait for the disk
 * at each answer takes longer than the request. Until it is written the operation has its key, under which it is answered
 * again. Whoever waits for it asks the log for a `flush`.
 *
 * @returns the refusal, if it is one
 */
export async function writeDecision(
  { log, tell, seen }: Device,
  operation: Operation,
  decide: (before: RecordState) => Settled,
): Promise<Refusal | undefined> {
  const { table, id, number } = operation;
  const refused = await log.commit(
    operation,
    (set) => {
      const before = set.state(operation);
      const waiting = before.operations.find((op) => op.number === number);
      // It would be sent for ever: nobody could take it out of the queue.
      if (!waiting) set.forgotten.push(number);
      const { state, refusal } = decide(before);
      set.change(operation, state);
      const head = seen.heads.at(-1);
      if (head) set.notes.set(seenName, seen);
      if (head && waiting && state.operations.every((op) => op.number !== number)) {
        const { updatedAt, version } = state.server ?? {};
        const done = { ...waiting, base: undefined };
        const acked: Acked = { operation: done, head, updatedAt, version };
        set.notes.set(ackedNameOf(number), JSON.stringify(acked));
      }
      if (refusal !== undefined) set.failures.push(refusal);
      return refusal;
    },
    true,
  );
  tell({ type: 'operation-sent', record: { table, id }, failed: refused !== undefined });
  return refused;
}

/** Writes that an operation is done; `record` is what the answer had. */
export const writeApplied = (device: Device, operation: Operation, record: JsonRecord | undefined): Promise<unknown> =>
  writeDecision(device, operation, (before) => ({ state: applied(before, operation.number, record) }));
