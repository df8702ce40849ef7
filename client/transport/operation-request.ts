/** The request that an operation is on the wire, and the decision that its outcome means. */

import { printEtag } from '../../src/protocol/etag.ts';
import type { Operation } from '../queue/operation.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { SyncError } from '../sync-error.ts';
import { type Done, isRow } from './outcome.ts';
import type { WireRequest } from './request.ts';

/** An operation, or what an app asks for online: then it has no key, and a new record may have no id. */
export type Asked = Pick<Operation, 'table' | 'kind' | 'body' | 'version' | 'key' | 'afterKey'> & {
  readonly id: string | number | undefined;
};

/** The request that an operation is in the dialect 3.0. */
export function operationRequest(asked: Asked): WireRequest {
  const { table, id, kind, version, key, afterKey } = asked;
  return {
    ...sent(asked),
    address: tableAddress(table, kind === 'insert' ? undefined : id),
    headers: {
      // Sent again, it says again what it said first, whatever is known by now.
      'If-Match': version === undefined || afterKey ? undefined : printEtag(version),
      'Idempotency-Key': key && `"${key}"`,
      'Tidemark-After': afterKey && `"${afterKey}"`,
    },
  };
}

function sent({ id, kind, body }: Asked): Pick<WireRequest, 'method' | 'body'> {
  const withId = id === undefined ? body : { ...body, id };
  switch (kind) {
    case 'insert':
      return { method: 'POST', body: withId };
    case 'update':
      return { method: 'PATCH', body };
    case 'replace':
      return { method: 'PUT', body: withId };
    case 'remove':
      return { method: 'DELETE' };
    case 'undelete':
      return { method: 'PATCH', body: { ...body, deleted: false } };
    default:
      throw unknownKind(kind);
  }
}

/** An older version of the app may run on what a newer one has queued. */
const unknownKind = (kind: never): SyncError =>
  new SyncError('cancelled-by-store', `The queue has a "${kind}"; update the app.`);

/** Of the table, or of its record with this id. */
export const tableAddress = (table: string, id?: string | number): string =>
  `/tables/${encodeURIComponent(table)}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;

/** The record of an answer, if it has one; servers whose records hide their version tell it in the header. */
export function answeredRecord({ body, header }: Done): JsonRecord | undefined {
  if (!isRow(body)) return undefined;
  const version = /^(?:W\/)?"(.*)"$/.exec(header('ETag') ?? '')?.[1];
  return version === undefined || body.version !== undefined ? body : { ...body, version };
}
