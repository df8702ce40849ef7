/** A table on this device: the verbs of the online table, without a network. */
import { readLocal } from './query/read-local.ts';
import { TableQuery } from './query/table-query.ts';
import { applyEdit } from './queue/edit.ts';
import type { OperationKind } from './queue/operation.ts';
import { type JsonRecord, visible } from './queue/record-entry.ts';
import { view } from './queue/record-state.ts';
import { parseId, parseRecord } from './record/parse-record.ts';
import type { Device } from './sync/device.ts';
import type { PullOptions } from './sync/pull-options.ts';
import type { PulledAndPushed } from './sync/pulling.ts';
import type { PurgeOptions } from './sync/purge.ts';
import type { SyncContext, TableSelection } from './sync/sync-context.ts';
import type { Verified } from './sync/verify.ts';
import { SyncError } from './sync-error.ts';

/** What names a record: its id, or anything that has one. */
export type RecordRef<Id = string> = Id | { readonly id: Id };

/**
 * A table whose records are on this device. Edits and reads never use the network; they are kept, and queued, in one
 * transaction each, and are on the disk when their promise resolves. `push`, `pull` and `purge` move records. When the
 * store cannot do it, every call rejects with a StoreError, and nothing was written.
 *
 * @example
 * const todos = client.syncTable('todoitem');
 * await todos.insert({ text: 'Buy milk' });
 * const open = await todos.where({ complete: false }).orderBy('text').read();
 */
export class SyncTable<Row extends object, New extends object, Changed extends object> extends TableQuery<Row> {
  readonly #device: Device;
  readonly #context: SyncContext;

  constructor(name: string, device: Device, context: SyncContext) {
    super(name, (query) => readLocal(device.transact, name, query, device.tableOptions(name).columns));
    this.#device = device;
    this.#context = context;
  }

  /**
   * A new record, as it is here now; with a fresh id if it has none.
   *
   * @throws SyncError `record-exists` if there is one with this id, `invalid-record` for what no record can hold.
   */
  insert(record: New): Promise<Row>;
  insert(record: unknown): Promise<unknown> {
    return this.#edit('insert', record, ({ id }) => parseId(id ?? this.#device.environment.uuid()));
  }

  /**
   * The record with these members changed; the others stay. A record that was read earlier and is given whole says with
   * its `version` on what the change was made.
   *
   * @throws SyncError `record-not-found` if it is not here, `invalid-record` without an id.
   */
  update(changes: Changed): Promise<Row>;
  update(changes: unknown): Promise<unknown> {
    return this.#edit('update', changes, parseId);
  }

  /** The record with just these members. @throws SyncError as `update` does */
  replace(record: New & { readonly id: string }): Promise<Row>;
  replace(record: unknown): Promise<unknown> {
    return this.#edit('replace', record, parseId);
  }

  /** Removes the record. @throws SyncError `record-not-found` if it is not here and was not removed here before */
  async remove(record: RecordRef): Promise<void> {
    await this.#edit('remove', {}, () => parseId(record));
  }

  /**
   * Takes back a removal that was not sent, with all that was edited and not sent before it; or else asks the server to
   * bring the record back. Undefined when it is not here before the next push.
   */
  undelete(record: RecordRef): Promise<Row | undefined>;
  undelete(record: RecordRef): Promise<unknown> {
    return this.#edit('undelete', {}, () => parseId(record));
  }

  /** The record of this id; undefined when it is not here. */
  lookup(id: string): Promise<Row | undefined>;
  async lookup(id: string): Promise<unknown> {
    const key = parseId(id);
    const [entry] = await this.#device.transact('read', (transaction) => transaction.records(this.table).get([key]));
    return visible(entry);
  }

  /** `SyncContext.pull` of the whole table, or of the query; an array of all records is had by `read`. */
  pull(
    query: TableSelection = this,
    queryId: string | null = null,
    options: PullOptions = {},
  ): Promise<PulledAndPushed> {
    return this.#context.pull(query, queryId, options);
  }

  /** `SyncContext.verify` of the whole table, or of the query. */
  verify(query: TableSelection, queryId: string, options: PullOptions = {}): Promise<Verified> {
    return this.#context.verify(query, queryId, options);
  }

  /** `SyncContext.purge` of the whole table, or of the query. */
  purge(query: TableSelection = this, options: PurgeOptions = {}): Promise<number> {
    return this.#context.purge(query, options);
  }

  /** Checks before anything is queued, so that a bad record rejects this call and nothing else. */
  async #edit(
    kind: OperationKind,
    given: unknown,
    idOf: (record: JsonRecord) => string,
  ): Promise<JsonRecord | undefined> {
    const { table } = this;
    const record = parseRecord(given, this.#device.tableOptions(table).columns);
    const key = { table, id: idOf(record) };
    const seen = await this.#device.log.commit(key, (set) => {
      const edited = applyEdit(set.state(key), { ...key, kind, record }, set.nextNumber);
      if (typeof edited === 'string') throw new SyncError(edited, `${edited}: "${key.id}" of "${table}"`);
      set.change(key, edited);
      return view(edited.server, edited.operations) ?? undefined;
    });
    this.#device.tell({ type: 'edited', record: key });
    return seen;
  }
}
