/** Answers of the table routes: records, with the headers that go with them. */
import type { Context } from 'hono';
import type { Outcome } from '../core/outcome.ts';
import { type RecordBody, recordPrinter, type StoredRecord } from '../core/record-body.ts';
import type { Row } from '../db/db.ts';
import { printEtag } from '../protocol/etag.ts';
import { ProblemError } from '../protocol/problem.ts';
import type { AppEnv } from './app-env.ts';
import { answerProblem } from './on-error.ts';

/** Nothing on the way may store an answer, or recompress it: that would weaken its ETag. */
export const cacheControl = 'no-cache, no-transform';

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
  const body: RecordBody = recordPrinter(c.get('table'), members)(record);
  return c.json(body, status, { ...recordHeaders(c, record), ...headers });
}

/** How the answer to a write that succeeded differs from route to route. */
export type Written = {
  readonly status: 200 | 201 | 204;
  readonly headers?: (record: StoredRecord) => Readonly<Record<string, string>>;
};

/** The answer to a write: the record as it stands, or why it was refused, with the server's record to resolve against. */
export function replyOutcome(c: Context<AppEnv>, outcome: Outcome<Row>, written: Written): Response {
  const { record } = outcome;
  const headers = outcome.replayed ? { 'Idempotent-Replayed': 'true' } : {};
  if (outcome.kind === 'written') {
    if (written.status === 204 || record === undefined) {
      const body = { 'Cache-Control': cacheControl, ...headers };
      return c.body(null, written.status === 204 ? 204 : outcome.status, body);
    }
    return replyRecord(c, record, written.status, { ...headers, ...written.headers?.(record) });
  }
  const problem = inDialect(c, outcome.problem);
  const { status } = problem;
  if (record !== undefined && (status === 409 || status === 412)) return replyRecord(c, record, status, headers);
  const answer = answerProblem(c, problem);
  for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
  return answer;
}

/** Dialect 2.0 clients take 404 alone as the end of a record. */
export function inDialect(c: Context<AppEnv>, problem: ProblemError): ProblemError {
  if (c.get('dialect') === '3.0' || problem.code !== 'record_gone') return problem;
  return new ProblemError('record_not_found', 'The item does not exist');
}
