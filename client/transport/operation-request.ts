/** The request that an operation is on the wire, and the decision that its outcome means. */
import { printEtag } from '../../src/protocol/etag.ts';
import type { Operation, OperationKind } from '../queue/operation.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import type { Decision } from '../queue/settle.ts';
import { ownMembers } from '../queue/system-members.ts';
import { SyncError } from '../sync-error.ts';
import { isRecord, type Outcome } from './outcome.ts';
import type { Dialect, WireRequest } from './transport.ts';

/** How this server wants operations: what was found out about it while sending. */
export type Wire = {
  readonly protocol: Dialect;
  /** Whether updates go as PUT of the whole record, since the server takes no PATCH. */
  readonly replaces: boolean;
  /** This client's id, under which a server that knows `Idempotency-Key` remembers its operations. */
  readonly clientId: string | undefined;
};

type Sent = Pick<WireRequest, 'method' | 'address' | 'body'>;

export function operationRequest(operation: Operation, wire: Wire): WireRequest {
  const { version, key } = operation;
  return {
    ...sent(operation, wire),
    headers: {
      ...(version === undefined ? {} : { 'If-Match': printEtag(version) }),
      ...(key === undefined || wire.clientId === undefined ? {} : { 'Idempotency-Key': `"${wire.clientId}:${key}"` }),
      ...(wire.protocol === '2.0' ? { 'X-ZUMO-FEATURES': version === undefined ? 'OL' : 'OL,OC' } : {}),
    },
  };
}

function sent({ table, id, kind, body, base }: Operation, wire: Wire): Sent {
  const collection = tableAddress(table);
  const address = recordAddress({ table, id });
  switch (kind) {
    case 'insert':
      return { method: 'POST', address: collection, body: { ...body, id } };
    case 'update':
      if (!wire.replaces) return { method: 'PATCH', address, body };
      return { method: 'PUT', address, body: { ...ownMembers(base ?? {}), ...body, id } };
    case 'replace':
      return { method: 'PUT', address, body: { ...body, id } };
    case 'remove':
      return { method: 'DELETE', address };
    case 'undelete':
      if (wire.protocol === '2.0') return { method: 'POST', address };
      return { method: 'PATCH', address, body: { ...body, deleted: false } };
    default:
      throw unknownKind(kind);
  }
}

/** An older version of the app may run on what a newer one has queued. */
const unknownKind = (kind: never): SyncError =>
  new SyncError('cancelled-by-store', `The queue has a "${kind}", which this version does not know; update the app.`);

export const tableAddress = (table: string): string => `/tables/${encodeURIComponent(table)}`;

export const recordAddress = ({ table, id }: Pick<Operation, 'table' | 'id'>): string =>
  `${tableAddress(table)}/${encodeURIComponent(id)}`;

/** What an answer decides; undefined when it decides nothing. */
export function decisionOf(operation: Operation, outcome: Outcome): Decision | undefined {
  if (outcome.kind === 'done') {
    // What answers with anything else than a record is not the service.
    const odd = operation.kind !== 'remove' && !isRecord(outcome.body ?? {});
    return odd ? undefined : { kind: 'applied', record: answeredRecord(outcome) };
  }
  return outcome.kind === 'refused' ? refusal(operation.kind, outcome) : undefined;
}

/** The record of an answer, if it has one; servers whose records hide their version tell it in the header. */
export function answeredRecord({ body, header }: Extract<Outcome, { kind: 'done' }>): JsonRecord | undefined {
  if (!isRecord(body) || typeof body.id !== 'string') return undefined;
  const version = /^(?:W\/)?"(.*)"$/.exec(header('ETag') ?? '')?.[1];
  return version === undefined || body.version !== undefined ? body : { ...body, version };
}

function refusal(kind: OperationKind, outcome: Extract<Outcome, { kind: 'refused' }>): Decision {
  const { status, message, code, record } = outcome;
  const told = { status, message, ...(code === undefined ? {} : { code }) };
  const gone = status === 410 || (status === 404 && kind !== 'insert' && code !== 'unknown_table');
  // What was to be removed is not there.
  if (gone && kind === 'remove') return { kind: 'applied', record: undefined };
  if (gone) return { kind: 'conflict', ...told, server: record ?? null };
  if (status !== 409 && status !== 412) return { kind: 'rejected', ...told };
  return { kind: 'conflict', ...told, ...(record === undefined ? {} : { server: record }) };
}
