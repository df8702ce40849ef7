/** A table of the service, online: every call is one request. */
import type { Json } from '../src/protocol/column-kind.ts';
import { TableQuery } from './query/table-query.ts';
import type { OperationKind } from './queue/operation.ts';
import type { Device } from './sync/device.ts';
import { later } from './sync/later.ts';
import type { RecordRef } from './sync-table.ts';

type IdOf<Row> = Row extends { readonly id: infer Id } ? Id : string;

/**
 * A table online. Every call rejects without a network, with a SyncError `connection-failed`; with `conflict` when the
 * record has changed (its `serverRecord` is what the server has), `record-not-found`, `authentication-required`,
 * `request-refused` or `server-failed`.
 *
 * @example const todo = await client.table('todoitem').insert({ text: 'Buy milk' });
 */
export class RemoteTable<Row extends object, New extends object, Changed extends object> extends TableQuery<Row> {
  readonly #device: Device;

  constructor(name: string, device: Device) {
    super(name, async (query) => (await later()).list(device, name, query));
    this.#device = device;
  }

  /** The new record, as the server stored it. */
  insert(record: New): Promise<Row>;
  insert(record: unknown): Promise<unknown> {
    return this.#write('insert', record);
  }

  /** The record with these members changed; only if it still has the `version` that they have, where they have one. */
  update(changes: Changed): Promise<Row>;
  update(changes: unknown): Promise<unknown> {
    return this.#write('update', changes);
  }

  /** The record with just these members; only if it still has the `version` that they have, where they have one. */
  replace(record: New & { readonly id: IdOf<Row> }): Promise<Row>;
  replace(record: unknown): Promise<unknown> {
    return this.#write('replace', record);
  }

  /** Removes the record; one that is given with its `version` only if it still has that. */
  async remove(record: RecordRef<IdOf<Row>>): Promise<void> {
    await this.#write('remove', record);
  }

  /** The record that was removed, brought back. */
  undelete(record: RecordRef<IdOf<Row>>): Promise<Row>;
  undelete(record: unknown): Promise<unknown> {
    return this.#write('undelete', record);
  }

  /** The record of this id. @throws SyncError `record-not-found` if there is none */
  lookup(id: IdOf<Row>): Promise<Row>;
  async lookup(id: unknown): Promise<unknown> {
    return (await later()).lookup(this.#device, this.table, id);
  }

  async #write(kind: OperationKind, given: unknown): Promise<Json | undefined> {
    return (await later()).write(this.#device, this.table, kind, given);
  }
}
