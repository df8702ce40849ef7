/** Answers of the table routes: records, with the headers that go with them. */
import type { Context } from 'hono';
import { absentProblem } from '../core/absent.ts';
import type { Outcome } from '../core/outcome.ts';
import { recordPrinter, type StoredRecord } from '../core/record-body.ts';
import type { Row } from '../db/db.ts';
import type { Json } from '../protocol/column-kind.ts';
import { printEtag } from '../protocol/etag.ts';
import { problemKinds } from '../protocol/problem-kind.ts';
import type { AppEnv } from './app-env.ts';
import { answerProblem } from './on-error.ts';

/** Nothing on the way may store an answer, or recompress it: that would weaken its ETag. */
export const cacheControl = 'no-cache, no-transform';

/** JSON with headers, made at once: each header that is set later costs as much as all of them. */
export function replyJson(body: Json, status: number, headers: Readonly<Record<string, string>>): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });
}

/** The ETag of a record, and in dialect 3.0 its Last-Modified, in whole seconds. */
export function recordHeaders(c: Context<AppEnv>, record: StoredRecord): Record<string, string> {
  const etag = printEtag(String(record.version));
  if (c.get('dialect') === '2.0') return { 'Cache-Control': cacheControl, ETag: etag };
  const lastModified = new Date(Number(record.updatedAt)).toUTCString();
  return { 'Cache-Control': cacheControl, ETag: etag, 'Last-Modified': lastModified };
}

/** A record, whole or some members of it. */
export function replyRecord(
  c: Context<AppEnv>,
  record: StoredRecord,
  status: 200 | 201 | 409 | 412,
  headers: Readonly<Record<string, string>> = {},
  members?: readonly string[],
): Response {
  return replyJson(recordPrinter(c.get('table'), members)(record), status, { ...recordHeaders(c, record), ...headers });
}

/** How the answer to a write that succeeded differs from route to route. */
export type Written = {
  readonly status: 200 | 201 | 204;
  readonly headers?: (record: StoredRecord) => Readonly<Record<string, string>>;
};

/** The answer to a write: the record as it stands, or why it was refused, with the server's record to resolve against. */
export function replyOutcome(c: Context<AppEnv>, outcome: Outcome<Row>, written: Written): Response {
  const headers: Headers = outcome.replayed ? { 'Idempotent-Replayed': 'true' } : {};
  if (outcome.kind === 'refused') return replyRefused(c, outcome, headers);
  const { record, status } = outcome;
  if (written.status === 204 || record === undefined) {
    const empty = written.status === 204 ? 204 : status;
    return c.body(null, empty, { 'Cache-Control': cacheControl, ...headers });
  }
  return replyRecord(c, record, written.status, { ...headers, ...written.headers?.(record) });
}

type Headers = Readonly<Record<string, string>>;
type Refused = Extract<Outcome<Row>, { readonly kind: 'refused' }>;

function replyRefused(c: Context<AppEnv>, { problem, record }: Refused, headers: Headers): Response {
  const told = problem.code === 'record_gone' ? absentProblem(c.get('dialect'), 'deleted') : problem;
  const { status } = problemKinds[told.code];
  if (record !== undefined && (status === 409 || status === 412)) return replyRecord(c, record, status, headers);
  const answer = answerProblem(c, told);
  for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
  return answer;
}
