/** Push: sends the queue in the order in which it was made. */
import type { Operation } from '../queue/operation.ts';
import type { RequestEnd } from '../queue/settle.ts';
import { SyncError } from '../sync-error.ts';
import { isFault, type Outcome } from '../transport/outcome.ts';
import { type Delivered, type Delivery, deliver } from './delivery.ts';
import { releaseOperation, takeBatch } from './outbox.ts';
import type { PushError } from './push-error.ts';
import { stopOf } from './stop.ts';
import { waitingErrors } from './waiting-errors.ts';

export type PushOptions = {
  /** Only operations of these tables; of all without it. */
  readonly tables?: readonly string[];
  readonly signal?: AbortSignal;
  /** Requests at one time, 1 to 8; 1 keeps the order between records, so that parents arrive before children. */
  readonly parallel?: number;
};

export type PushResult = {
  /** Operations that are on the server now. */
  readonly completed: number;
  /** Operations that the server refused and nobody has decided about; they and what follows them on their records wait. */
  readonly errors: readonly PushError[];
};

/**
 * Sends everything that can be sent. What is refused stays in the queue as an error, and the rest goes on.
 *
 * @throws SyncError `cancelled-by-…` when the push could not go on; everything that was not answered stays in the queue.
 */
export async function pushQueue(delivery: Delivery, options: PushOptions): Promise<PushResult> {
  const tables = options.tables === undefined || options.tables.length === 0 ? undefined : new Set(options.tables);
  const { device } = delivery;
  const run = new PushRun(delivery, tables, options.parallel ?? 1);
  device.tell({ type: 'push-started' });
  try {
    // What waited for an operation may be ready when the queue was gone through.
    while (await run.once());
    // Those of this push are reported also when a handler has resolved them, and said that it has not.
    const errors = new Map([...run.failed, ...(await waitingErrors(device, tables))]);
    device.tell({ type: 'push-ended', completed: run.completed, failed: errors.size });
    return {
      completed: run.completed,
      errors: [...errors].sort(([left], [right]) => left - right).map(([, error]) => error),
    };
  } catch (error) {
    device.tell({ type: 'push-ended', completed: run.completed, failed: run.failed.size, error });
    throw error;
  }
}

class PushRun {
  completed = 0;
  /** The errors of this push that no handler has handled, by the number of the operation. */
  readonly failed = new Map<number, PushError>();
  readonly #delivery: Delivery;
  readonly #tables: ReadonlySet<string> | undefined;
  readonly #parallel: number;
  #stopped: { readonly error: unknown } | undefined;

  constructor(delivery: Delivery, tables: ReadonlySet<string> | undefined, parallel: number) {
    this.#delivery = delivery;
    this.#tables = tables;
    this.#parallel = parallel;
  }

  /** Goes through the queue. @returns whether anything was sent */
  async once(): Promise<boolean> {
    let sent = false;
    for (let after: number | undefined = 0; after !== undefined; ) {
      const selection = { tables: this.#tables, failed: this.failed };
      const batch = await takeBatch(this.#delivery.device, after, selection);
      sent ||= batch.operations.length > 0;
      await this.#send(batch.operations);
      after = batch.after;
    }
    return sent;
  }

  async #send(operations: readonly Operation[]): Promise<void> {
    const waiting = operations.values();
    const settling: Promise<unknown>[] = [];
    const line = async (): Promise<void> => {
      for (const operation of waiting) settling.push(this.#caught(await this.#sendOne(operation)));
    };
    // The lines take turns at one iterator, so that each operation is in one of them.
    await Promise.all(Array.from({ length: Math.min(this.#parallel, operations.length) }, line));
    await Promise.all(settling);
    if (this.#stopped !== undefined) throw this.#stopped.error;
  }

  /** @returns what is still being written of it */
  async #sendOne(operation: Operation): Promise<Promise<unknown>[]> {
    const { device, signal } = this.#delivery;
    if (signal?.aborted) this.#stop(stopOf({ kind: 'aborted' }));
    if (this.#stopped !== undefined) return [releaseOperation(device, operation, 'unreached')];
    try {
      return this.#note(operation, await deliver(this.#delivery, operation));
    } catch (error) {
      this.#stop(error);
      return [];
    }
  }

  #note(operation: Operation, delivered: Delivered): Promise<unknown>[] {
    switch (delivered.kind) {
      case 'applied':
        this.completed += 1;
        return [delivered.settled];
      case 'failed':
        this.failed.set(operation.number, delivered.error);
        if (delivered.error.aborted) this.#stop(new SyncError('cancelled-by-operation'));
        return [];
      case 'dropped':
        return [];
      case 'undecided': {
        const { outcome } = delivered;
        this.#stop(stopOf(outcome));
        return [releaseOperation(this.#delivery.device, delivered.operation, endOf(outcome))];
      }
    }
  }

  /** The next request does not wait for what is written of the last one; a write that fails ends the push. */
  #caught(writes: readonly Promise<unknown>[]): Promise<unknown> {
    return Promise.all(writes).catch((error: unknown) => this.#stop(error));
  }

  #stop(error: unknown): void {
    this.#stopped ??= { error };
  }
}

function endOf(outcome: Outcome): RequestEnd {
  if (outcome.kind === 'unauthorized' || (outcome.kind === 'later' && !outcome.reached)) return 'unreached';
  return isFault(outcome) ? 'fault' : 'reached';
}
