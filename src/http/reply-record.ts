/** Replies of the table routes: records, with the headers that go with them. */
import { absentProblem } from '../core/absent.ts';
import type { Outcome } from '../core/outcome.ts';
import { recordPrinter, type StoredRecord } from '../core/record-body.ts';
import type { Row } from '../db/db.ts';
import type { Dialect } from '../protocol/dialect.ts';
import { printEtag } from '../protocol/etag.ts';
import { problemKinds } from '../protocol/problem-kind.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { headHeaders } from './head-headers.ts';
import { cacheControl, emptyReply, jsonReply, problemReply, type Reply } from './reply.ts';

/** All that a reply has to know of its request. */
export type Audience = { readonly dialect: Dialect; readonly table: SyncTable };

/** The ETag of a record, and in dialect 3.0 its Last-Modified, in whole seconds. */
export function recordHeaders(dialect: Dialect, record: StoredRecord): Record<string, string> {
  const etag = printEtag(String(record.version));
  if (dialect === '2.0') return { 'Cache-Control': cacheControl, ETag: etag };
  return { 'Cache-Control': cacheControl, ETag: etag, 'Last-Modified': httpDate(Number(record.updatedAt)) };
}

let latest = { second: Number.NaN, printed: '' };

/** The date of RFC 9110 §5.6.7. The records of a batch are mostly of one second, and to print it takes long. */
function httpDate(ms: number): string {
  const second = Math.floor(ms / 1000);
  if (second !== latest.second) latest = { second, printed: new Date(ms).toUTCString() };
  return latest.printed;
}

/** A record, whole or some members of it. */
export function recordReply(
  { dialect, table }: Audience,
  record: StoredRecord,
  status: 200 | 201 | 409 | 412,
  headers: Reply['headers'] = {},
  members?: readonly string[],
): Reply {
  return jsonReply(recordPrinter(table, members)(record), status, { ...recordHeaders(dialect, record), ...headers });
}

/** How the reply to a write that succeeded differs from route to route. */
export type Written = {
  readonly status: 200 | 201 | 204;
  readonly headers?: (record: StoredRecord) => Reply['headers'];
};

/**
 * The reply to a write: the record as it stands, or why it was refused, with the server's record to resolve against.
 */
export function outcomeReply(audience: Audience, outcome: Outcome<Row>, written: Written): Reply {
  const headers: Reply['headers'] = {
    ...(audience.dialect === '3.0' ? headHeaders(outcome.head) : {}),
    ...keyHeaders(outcome),
  };
  if (outcome.kind === 'refused') return refusedReply(audience, outcome, headers);
  const { record, status } = outcome;
  if (written.status === 204 || record === undefined) {
    const empty = written.status === 204 ? 204 : status;
    return emptyReply(empty, { 'Cache-Control': cacheControl, ...headers });
  }
  return recordReply(audience, record, written.status, { ...headers, ...written.headers?.(record) });
}

/** What became of the operation's key; a record in the answer leaves no other place to say that it has expired. */
function keyHeaders(outcome: Outcome<Row>): Reply['headers'] {
  if (outcome.kind === 'refused' && outcome.problem.code === 'operation_expired') {
    return { 'Idempotent-Replayed': 'expired' };
  }
  return outcome.replayed ? { 'Idempotent-Replayed': 'true' } : {};
}

type Refused = Extract<Outcome<Row>, { readonly kind: 'refused' }>;

function refusedReply(audience: Audience, { problem, record }: Refused, headers: Reply['headers']): Reply {
  const { dialect } = audience;
  const told = problem.code === 'record_gone' ? absentProblem(dialect, 'deleted') : problem;
  const { status } = problemKinds[told.code];
  if (record !== undefined && (status === 409 || status === 412)) return recordReply(audience, record, status, headers);
  return problemReply(told, dialect, headers);
}
