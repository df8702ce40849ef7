/** Answers as plain data, before they become a response or a part of one. */
import { printProblem } from '../core/problem-body.ts';
import type { Json } from '../protocol/column-kind.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { ProblemError } from '../protocol/problem.ts';

export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined for none. */
  readonly body: Json | undefined;
  /** Whether the body tells of a problem; then the answer has the name of its request in it. */
  readonly isProblem?: true;
};

/** Nothing on the way may store an answer, or recompress it: that would weaken its ETag. */
export const cacheControl = 'no-cache, no-transform';

/** JSON with headers. */
export function jsonReply(body: Json, status: number, headers: Reply['headers']): Reply {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body };
}

/** A reply without a body. */
export function emptyReply(status: number, headers: Reply['headers']): Reply {
  return { status, headers, body: undefined };
}

/** The reply that tells of a problem. */
export function problemReply(problem: ProblemError, dialect: Dialect, more: Reply['headers'] = {}): Reply {
  const { status, body, contentType } = printProblem(problem, dialect);
  const { retryAfterSeconds } = problem;
  const later = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
  return {
    status,
    headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store', ...later, ...more },
    body,
    isProblem: true,
  };
}
