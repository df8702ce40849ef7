/** A table of the service, online: every call is one request. */
import type { Json } from '../src/protocol/column-kind.ts';
import { printEtag } from '../src/protocol/etag.ts';
import { TableQuery } from './query/table-query.ts';
import type { JsonRecord } from './queue/record-entry.ts';
import { ownMembers, versionOf } from './queue/system-members.ts';
import { parseId, parseRecord } from './record/parse-record.ts';
import type { RecordRef } from './sync-table.ts';
import { failureOf } from './transport/failure-of.ts';
import { tableAddress } from './transport/operation-request.ts';
import { readList } from './transport/read-list.ts';
import type { Transport, WireRequest } from './transport/transport.ts';

/**
 * A table online. Every call rejects without a network, with a SyncError `connection-failed`; with `conflict` when the
 * record has changed (its `serverRecord` is what the server has), `record-not-found`, `authentication-required`,
 * `request-refused` or `server-failed`.
 *
 * @example const todo = await client.table('todoitem').insert({ text: 'Buy milk' });
 */
export class RemoteTable<Row extends object, New extends object, Changed extends object> extends TableQuery<Row> {
  readonly #transport: Transport;

  constructor(name: string, transport: Transport) {
    super(name, (query) => readList(transport, name, query));
    this.#transport = transport;
  }

  /** The new record, as the server stored it. */
  insert(record: New): Promise<Row>;
  insert(given: unknown): Promise<unknown> {
    const record = parseRecord(given, undefined);
    const id = record.id === undefined ? {} : { id: record.id };
    return this.#send({ method: 'POST', address: tableAddress(this.table), body: { ...ownMembers(record), ...id } });
  }

  /** The record with these members changed; only if it still has the `version` that they have, where they have one. */
  update(changes: Changed): Promise<Row>;
  update(given: unknown): Promise<unknown> {
    return this.#change('PATCH', parseRecord(given, undefined));
  }

  /** The record with just these members; only if it still has the `version` that they have, where they have one. */
  replace(record: New & { readonly id: string }): Promise<Row>;
  replace(given: unknown): Promise<unknown> {
    return this.#change('PUT', parseRecord(given, undefined));
  }

  /** Removes the record; one that is given with its `version` only if it still has that. */
  async remove(record: RecordRef): Promise<void> {
    const version = typeof record === 'object' && 'version' in record ? record.version : undefined;
    const headers = typeof version === 'string' ? { 'If-Match': printEtag(version) } : {};
    await this.#send({ method: 'DELETE', address: this.#address(parseId(record)), headers });
  }

  /** The record that was removed, brought back. */
  undelete(record: RecordRef): Promise<Row>;
  undelete(record: RecordRef): Promise<unknown> {
    const address = this.#address(parseId(record));
    if (this.#transport.protocol === '2.0') return this.#send({ method: 'POST', address });
    return this.#send({ method: 'PATCH', address, body: { deleted: false } });
  }

  /** The record of this id. @throws SyncError `record-not-found` if there is none */
  lookup(id: string): Promise<Row>;
  lookup(id: string): Promise<unknown> {
    return this.#send({ method: 'GET', address: this.#address(parseId(id)) });
  }

  #change(method: 'PATCH' | 'PUT', record: JsonRecord): Promise<Json | undefined> {
    const id = parseId(record);
    const version = versionOf(record);
    return this.#send({
      method,
      address: this.#address(id),
      headers: version === undefined ? {} : { 'If-Match': printEtag(version) },
      body: { ...ownMembers(record), id },
    });
  }

  #address(id: string): string {
    return `${tableAddress(this.table)}/${encodeURIComponent(id)}`;
  }

  async #send(request: WireRequest): Promise<Json | undefined> {
    const outcome = await this.#transport.send(request);
    if (outcome.kind === 'done') return outcome.body;
    throw failureOf(outcome);
  }
}
