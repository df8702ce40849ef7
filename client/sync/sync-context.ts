/** The sync context: one for a client, with its queue, its store and everything that moves records. */
import type { Query } from '../query/query.ts';
import type { Actions } from './actions.ts';
import type { Device } from './device.ts';
import type { Listener, Listeners } from './events.ts';
import { cancelPending, countPending, listPending, type PendingOperation } from './pending-operation.ts';
import { type PulledAndPushed, pullAfterPush } from './pull-after-push.ts';
import type { PullOptions } from './pull-options.ts';
import { purgeTable } from './purge.ts';
import type { PushOptions, PushResult } from './push.ts';
import type { PushError } from './push-error.ts';
import type { Pusher } from './pusher.ts';
import type { TableSettings } from './table-settings.ts';
import { pushErrors } from './waiting-errors.ts';

/** A query of a table, as the builders of sync tables make it. */
export type TableSelection = { readonly table: string; toQuery(): Query };

export type PurgeOptions = {
  /** Also the records with operations that were not sent; those operations are lost. */
  readonly force?: boolean;
  /** The position to reset; those of all queries of the table without it. */
  readonly queryId?: string;
};

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
  readonly #actions: Actions;
  readonly #pusher: Pusher;
  readonly #settings: TableSettings;
  readonly #listeners: Listeners;

  constructor(device: Device, actions: Actions, pusher: Pusher, settings: TableSettings, listeners: Listeners) {
    this.#device = device;
    this.#actions = actions;
    this.#pusher = pusher;
    this.#settings = settings;
    this.#listeners = listeners;
  }

  /**
   * Sends what waits, in the order in which it was done. What the server refuses is in `errors` and stays in the queue.
   *
   * @throws SyncError `cancelled-by-…` when it could not go on; what was not answered stays, and is sent by the next push.
   */
  push(options: PushOptions = {}): Promise<PushResult> {
    return this.#actions.run(() => this.#pusher.push(options), options.signal);
  }

  /**
   * Brings the records that the query asks for: those that changed since the last pull under this id, deleted ones
   * included; everything with the id null. What waits for the table is pushed first.
   *
   * @throws SyncError `cancelled-by-…` when it, or the push before it, could not go on; the next pull goes on from there.
   */
  pull(selection: TableSelection, queryId: string | null, options: PullOptions = {}): Promise<PulledAndPushed> {
    const { table } = selection;
    const work = (): Promise<PulledAndPushed> =>
      pullAfterPush(
        this.#device,
        this.#pusher,
        this.#settings,
        { table, query: selection.toQuery(), queryId },
        options,
      );
    return this.#actions.run(work, options.signal);
  }

  /**
   * Takes the records that the query asks for off this device, without a request. @returns how many went
   *
   * @throws SyncError `pending-operations` when some of them have edits that were not sent, unless it is forced;
   * `invalid-option` for a query with an order, skip or take, and for a query id that is none.
   */
  purge(selection: TableSelection, { force = false, queryId }: PurgeOptions = {}): Promise<number> {
    const { table } = selection;
    const query = selection.toQuery();
    const columns = this.#settings.columnsOf(table);
    return this.#actions.run(() => purgeTable(this.#device, { table, query, columns, queryId, force }));
  }

  /** What waits to be sent, in order. */
  pendingOperations(): Promise<readonly PendingOperation[]> {
    return listPending(this.#device);
  }

  /** How many operations wait. */
  pendingCount(): Promise<number> {
    return countPending(this.#device);
  }

  /** Takes an operation back that was not sent: its record is as the server has it. */
  cancel(operation: PendingOperation): Promise<void> {
    return cancelPending(this.#device, operation);
  }

  /** The operations that were refused and wait for a decision, also after a restart. */
  errors(): Promise<readonly PushError[]> {
    return pushErrors(this.#device);
  }

  /** Tells the listener of everything that happens here, and of records that other tabs change. @returns what ends it */
  subscribe(listener: Listener): () => void {
    return this.#listeners.add(listener);
  }
}
