/** Requests of online tables. Loaded with the first of them: an app without a network has no use for them. */

import type { Json } from '../../src/protocol/column-kind.ts';
import { printQueryString } from '../../src/protocol/query-string.ts';
import { printQuery } from '../query/print-query.ts';
import type { Query } from '../query/query.ts';
import type { QueryResult } from '../query/run-query.ts';
import type { OperationKind } from '../queue/operation.ts';
import { ownMembers, versionOf } from '../queue/system-members.ts';
import { parseId, parseRecord } from '../record/parse-record.ts';
import type { Device } from '../sync/device.ts';
import { SyncError } from '../sync-error.ts';
import { operationRequest, tableAddress } from './operation-request.ts';
import { isRecord, type Undone } from './outcome.ts';
import type { WireRequest } from './request.ts';

/** The record of this id, as the service has it. @throws SyncError */
export const lookup = (device: Device, table: string, id: unknown): Promise<Json | undefined> =>
  answer(device, { method: 'GET', address: tableAddress(table, parseAnyId(id)) });

/** What the service answers to a write; `given` is the record, or what names it. @throws SyncError */
export async function write(
  device: Device,
  table: string,
  kind: OperationKind,
  given: unknown,
): Promise<Json | undefined> {
  const isWhole = kind !== 'remove' && kind !== 'undelete';
  const record = isWhole ? parseRecord(given, undefined) : {};
  const id = kind === 'insert' && record.id === undefined ? undefined : parseAnyId(given);
  // Only what is given with its version is compared.
  const version = versionOf(isWhole ? record : kind === 'remove' ? parseVersion(given) : undefined);
  const asked = { table, kind, id, body: ownMembers(record), version: kind === 'insert' ? undefined : version };
  return answer(device, operationRequest(asked, device.protocol));
}

/** One page of the records, as the service limits it. @throws SyncError */
export async function list(device: Device, table: string, query: Query): Promise<QueryResult> {
  const options = printQueryString(printQuery(query, device.protocol));
  const address = options === '' ? tableAddress(table) : `${tableAddress(table)}?${options}`;
  const body = await answer(device, { method: 'GET', address });
  const found = isRecord(body) ? (body.items ?? body.results) : body;
  const records = Array.isArray(found) ? found.filter(isRecord) : [];
  const count = isRecord(body) && typeof body.count === 'number' ? { totalCount: body.count } : {};
  return { records, ...count };
}

async function answer({ send }: Device, request: WireRequest): Promise<Json | undefined> {
  const outcome = await send(request);
  if (outcome.kind === 'done') return outcome.body;
  throw new SyncError(codeOf(outcome), outcome.message, outcome);
}

function codeOf(outcome: Undone): (typeof codes)[keyof typeof codes] | 'record-not-found' | 'conflict' {
  const { kind, status } = outcome;
  if (kind === 'refused' && (status === 404 || status === 410)) return 'record-not-found';
  return kind === 'refused' && (status === 409 || status === 412) ? 'conflict' : codes[kind];
}

const codes = {
  refused: 'request-refused',
  authentication: 'authentication-required',
  server: 'server-failed',
  network: 'connection-failed',
  signal: 'cancelled-by-signal',
} as const;

/** Tables that the server numbers have ids that are no text. */
function parseAnyId(given: unknown): string | number {
  const id = typeof given === 'object' && given !== null && 'id' in given ? given.id : given;
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : parseId(id);
}

const parseVersion = (given: unknown): { readonly version: string } | undefined =>
  typeof given === 'object' && given !== null && 'version' in given && typeof given.version === 'string'
    ? { version: given.version }
    : undefined;
