/** A table of the service, online: every call is one request. */
import type { Json } from '../src/protocol/column-kind.ts';
import { printEtag } from '../src/protocol/etag.ts';
import { TableQuery } from './query/table-query.ts';
import { ownMembers, versionOf } from './queue/system-members.ts';
import { parseId, parseRecord } from './record/parse-record.ts';
import type { RecordRef } from './sync-table.ts';
import { failureOf } from './transport/failure-of.ts';
import { tableAddress } from './transport/operation-request.ts';
import { readList } from './transport/read-list.ts';
import type { Transport, WireRequest } from './transport/transport.ts';

type IdOf<Row> = Row extends { readonly id: infer Id } ? Id : string;

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
  async insert(given: unknown): Promise<unknown> {
    const record = parseRecord(given, undefined);
    const id = record.id === undefined ? {} : { id: record.id };
    return this.#send({ method: 'POST', address: tableAddress(this.table), body: { ...ownMembers(record), ...id } });
  }

  /** The record with these members changed; only if it still has the `version` that they have, where they have one. */
  update(changes: Changed): Promise<Row>;
  update(given: unknown): Promise<unknown> {
    return this.#change('PATCH', given);
  }

  /** The record with just these members; only if it still has the `version` that they have, where they have one. */
  replace(record: New & { readonly id: IdOf<Row> }): Promise<Row>;
  replace(given: unknown): Promise<unknown> {
    return this.#change('PUT', given);
  }

  /** Removes the record; one that is given with its `version` only if it still has that. */
  remove(record: RecordRef<IdOf<Row>>): Promise<void>;
  async remove(record: unknown): Promise<void> {
    const version = typeof record === 'object' && record !== null && 'version' in record ? record.version : undefined;
    const headers = typeof version === 'string' ? { 'If-Match': printEtag(version) } : {};
    await this.#send({ method: 'DELETE', address: this.#address(parseAnyId(record)), headers });
  }

  /** The record that was removed, brought back. */
  undelete(record: RecordRef<IdOf<Row>>): Promise<Row>;
  async undelete(record: unknown): Promise<unknown> {
    const address = this.#address(parseAnyId(record));
    if (this.#transport.protocol === '2.0') return this.#send({ method: 'POST', address });
    return this.#send({ method: 'PATCH', address, body: { deleted: false } });
  }

  /** The record of this id. @throws SyncError `record-not-found` if there is none */
  lookup(id: IdOf<Row>): Promise<Row>;
  async lookup(id: unknown): Promise<unknown> {
    return this.#send({ method: 'GET', address: this.#address(parseAnyId(id)) });
  }

  async #change(method: 'PATCH' | 'PUT', given: unknown): Promise<Json | undefined> {
    const record = parseRecord(given, undefined);
    const id = parseAnyId(record);
    const version = versionOf(record);
    return this.#send({
      method,
      address: this.#address(id),
      headers: version === undefined ? {} : { 'If-Match': printEtag(version) },
      body: { ...ownMembers(record), id },
    });
  }

  #address(id: string | number): string {
    return `${tableAddress(this.table)}/${encodeURIComponent(id)}`;
  }

  async #send(request: WireRequest): Promise<Json | undefined> {
    const outcome = await this.#transport.send(request);
    if (outcome.kind === 'done') return outcome.body;
    throw failureOf(outcome);
  }
}

/** Tables that the server numbers have ids that are no text. */
function parseAnyId(given: unknown): string | number {
  const id = typeof given === 'object' && given !== null && 'id' in given ? given.id : given;
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : parseId(id);
}
