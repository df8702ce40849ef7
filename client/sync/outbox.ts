/** The queue as a push sees it: what may be sent next, marked as sent before it is. */
import type { Operation } from '../queue/operation.ts';
import { type RequestEnd, release } from '../queue/settle.ts';
import type { StoreTransaction } from '../store/local-store.ts';
import type { Device } from './device.ts';

/** At most so many operations are marked at once: after a crash each of them may have been sent. */
const batchSize = 100;

export type Batch = {
  readonly operations: readonly Operation[];
  /** Where the next batch begins; undefined when the queue was looked through. */
  readonly after: number | undefined;
};

/** Which operations a push sends. */
export type Selection = {
  readonly tables: ReadonlySet<string> | undefined;
  /** Those that have failed in this push already. */
  readonly failed: ReadonlyMap<number, unknown>;
};

/** The operations behind a number that can be sent now, in order, each marked in the store as sent. */
export async function takeBatch(device: Device, after: number, selection: Selection): Promise<Batch> {
  const store = await device.openStore();
  return store.transact('edit', async (transaction) => {
    const page = await transaction.operations.list({ after, limit: batchSize });
    const ready = page.map(([, operation]) => operation).filter((operation) => isReady(operation, selection));
    const operations = await markSent(transaction, ready);
    return { operations, after: page.length === batchSize ? page.at(-1)?.[0] : undefined };
  });
}

/** The operation of this number as it is now, marked as sent; undefined when it cannot be sent now. */
export async function takeAgain(device: Device, number: number): Promise<Operation | undefined> {
  const store = await device.openStore();
  return store.transact('edit', async (transaction) => {
    const [operation] = await transaction.operations.get([number]);
    if (operation === undefined || operation.after !== undefined) return undefined;
    return (await markSent(transaction, [operation]))[0];
  });
}

function isReady(operation: Operation, { tables, failed }: Selection): boolean {
  const { after, number, state, table, parked } = operation;
  // What follows another operation waits for it; what was rejected waits for the app, and a conflict is asked about again.
  return (
    after === undefined &&
    !(state === 'failed' && parked === true) &&
    !failed.has(number) &&
    (tables?.has(table) ?? true)
  );
}

async function markSent(transaction: StoreTransaction, ready: readonly Operation[]): Promise<readonly Operation[]> {
  if (ready.length === 0) return [];
  const [nextKey = 1] = await transaction.config.get(['nextKey']);
  let key = Number(nextKey);
  const operations = ready.map(({ parked: _, ...operation }): Operation => {
    // A refused operation is a new one to the server: under its old key it would only repeat the refusal.
    const kept = operation.state === 'failed' ? undefined : operation.key;
    return { ...operation, state: 'sent', attempts: operation.attempts + 1, key: kept ?? key++ };
  });
  const healed = ready.flatMap(({ number, state }) => (state === 'failed' ? [number] : []));
  await Promise.all([
    transaction.operations.put(operations.map((operation) => [operation.number, operation] as const)),
    transaction.config.put([['nextKey', key]]),
    healed.length > 0 && transaction.errors.delete(healed),
  ]);
  return operations;
}

/** Notes how the request of an operation ended that got no decision. */
export function releaseOperation(device: Device, { table, id, number }: Operation, end: RequestEnd): Promise<void> {
  const key = { table, id };
  return device.log.commit(key, (set) => set.change(key, release(set.state(key), number, end)));
}
