/** The sync context: one for a client, with its queue, its store and everything that moves records. */
import type { Query } from '../query/query.ts';
import { StoreError } from '../store/store-error.ts';
import { SyncError } from '../sync-error.ts';
import type { Device } from './device.ts';
import type { Listener } from './events.ts';
import { later } from './later.ts';
import type { PendingOperation } from './pending-operation.ts';
import { pullTable, pullTables } from './pull.ts';
import type { PullOptions } from './pull-options.ts';
import type { PulledAndPushed } from './pulling.ts';
import type { PurgeOptions } from './purge.ts';
import { pushErrors, pushQueue } from './push.ts';
import type { PushError } from './push-error.ts';
import type { PushOptions, PushResult } from './pushing.ts';
import type { Verified } from './verify.ts';

/** A query of a table, as the builders of sync tables make it. */
export type TableSelection = { readonly table: string; toQuery(): Query };

/** What is pulled, and under which id; null for everything each time. */
export type SyncedQuery = { readonly query: TableSelection; readonly queryId: string | null };

/**
 * Push, pull and purge, and a look at what waits. Nothing is sent or fetched unless one of them is called; they run one
 * after the other, in the order of the calls, and never at the same time in two tabs. Local edits never wait for them.
 *
 * @example
 * const { errors } = await client.syncContext.push();
 * await client.syncContext.pull(todos.where({ complete: false }), 'open-todos');
 */
export class SyncContext {
  readonly #device: Device;
  #last: Promise<unknown> = Promise.resolve();

  constructor(device: Device) {
    this.#device = device;
  }

  /**
   * Sends what waits, in the order in which it was done. What the server refuses is in `errors` and stays in the queue.
   *
   * @throws SyncError `cancelled-by-…` when it could not go on; what was not answered stays, and is sent by the next
   * push.
   */
  push(options: PushOptions = {}): Promise<PushResult> {
    return this.#run(() => pushQueue(this.#device, options), options.signal);
  }

  /**
   * Brings the records that the query asks for: those that changed since the last pull under this id, deleted ones
   * included; everything with the id null. What waits for the table is pushed first.
   *
   * @throws SyncError `cancelled-by-…` when it, or the push before it, could not go on; the next pull goes on from
   * there.
   */
  pull(selection: TableSelection, queryId: string | null, options: PullOptions = {}): Promise<PulledAndPushed> {
    const asked = { table: selection.table, query: selection.toQuery(), queryId };
    return this.#run(() => pullTable(this.#device, asked, options), options.signal);
  }

  /**
   * Pushes all that waits, and pulls each query as `pull` does: one request has the operations and asks for the first
   * pages, where the service takes many in one.
   *
   * @throws SyncError as `push` and `pull`; what was done stays, and the next one goes on from there.
   */
  sync(pulls: readonly SyncedQuery[], options: PullOptions = {}): Promise<readonly PulledAndPushed[]> {
    const all = pulls.map(({ query, queryId }) => ({ table: query.table, query: query.toQuery(), queryId }));
    const first = { waiting: [], pushed: [] };
    return this.#run(() => pullTables(this.#device, all, options, first), options.signal);
  }

  /**
   * Whether this device has what a list has that is pulled under this id: brings what has changed, has counts and
   * digests compared, and reads anew what differs. A pull does that by itself now and then (`verifyEveryMs`).
   *
   * @throws SyncError as `pull`; `invalid-option` for a query that cannot be pulled under an id.
   */
  verify(selection: TableSelection, queryId: string, options: PullOptions = {}): Promise<Verified> {
    const asked = { table: selection.table, query: selection.toQuery(), queryId };
    return this.#run(async () => (await later()).verifyTable(this.#device, asked, options), options.signal);
  }

  /**
   * Takes the records that the query asks for off this device, without a request. @returns how many went
   *
   * @throws SyncError `pending-operations` when some of them have edits that were not sent, unless it is forced;
   * `invalid-option` for a query with an order, skip or take, and for a query id that is none.
   */
  purge(selection: TableSelection, options: PurgeOptions = {}): Promise<number> {
    const query = selection.toQuery();
    return this.#run(async () => {
      const { purgeTable } = await later();
      return purgeTable(this.#device, selection.table, query, options);
    });
  }

  /** What waits to be sent, in order. */
  async pendingOperations(): Promise<readonly PendingOperation[]> {
    return (await later()).listPending(this.#device);
  }

  /** How many operations wait. */
  pendingCount(): Promise<number> {
    return this.#device.transact('read', ({ operations }) => operations.count());
  }

  /**
   * Takes an operation back that was not sent: its record is as the server has it, with what else is pending.
   *
   * @throws SyncError `operation-in-flight` when it may be on the server already; `operation-changed` when it was
   * edited since, or is no more.
   */
  async cancel(operation: PendingOperation): Promise<void> {
    const { cancelPending } = await later();
    return cancelPending(this.#device, operation);
  }

  /** The operations that were refused and wait for a decision, also after a restart. */
  errors(): Promise<readonly PushError[]> {
    return pushErrors(this.#device, () => true, new Map());
  }

  /**
   * Tells the listener of everything that happens here, and of records that other tabs change.
   * @returns what ends it
   */
  subscribe(listener: Listener): () => void {
    const { listeners } = this.#device;
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** What the work gives, after all that was called before has ended, however it did; never in two tabs at once. */
  #run<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    const { environment, name } = this.#device;
    const turn = this.#last.then(() => {
      if (signal?.aborted) throw new SyncError('cancelled-by-signal');
      return environment.exclusively(name, work);
    });
    this.#last = turn.catch(() => undefined);
    return turn.catch((error: unknown) => {
      throw error instanceof StoreError ? new SyncError('cancelled-by-store', error.message, { cause: error }) : error;
    });
  }
}
