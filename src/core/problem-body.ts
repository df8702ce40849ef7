/** Problems as the two dialects print them. */
import type { Json } from '../protocol/column-kind.ts';
import type { Dialect } from '../protocol/dialect.ts';
import type { ProblemError } from '../protocol/problem.ts';
import { problemKinds } from '../protocol/problem-kind.ts';

type PrintedProblem = {
  readonly status: number;
  readonly contentType: string;
  readonly body: { readonly [member: string]: Json };
};

/**
 * Dialect 2.0 clients show the text of `error`; in 3.0 a problem is `application/problem+json` (RFC 9457), with the
 * same `error` beside, since some clients of one library family read it there too.
 */
export function printProblem(problem: ProblemError, dialect: Dialect): PrintedProblem {
  const { code, field, position, reason } = problem;
  // What shows the start of a long text may have cut a character in two.
  const detail = problem.detail.toWellFormed();
  const { status, title, retryable } = problemKinds[code];
  const where = {
    ...(field === undefined ? {} : { field }),
    ...(position === undefined ? {} : { position }),
    ...(reason === undefined ? {} : { reason }),
  };
  if (dialect === '2.0') return { status, contentType: 'application/json', body: { error: detail, code, ...where } };
  const body = { title, status, detail, code, retryable, ...where, error: detail };
  return { status, contentType: 'application/problem+json', body };
}
