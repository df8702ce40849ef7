/** Problems as the two dialects print them. */
import type { Json } from '../protocol/column-kind.ts';
import type { Dialect } from '../protocol/dialect.ts';
import { type ProblemError, problemKinds } from '../protocol/problem.ts';

export type PrintedProblem = { readonly contentType: string; readonly body: { readonly [member: string]: Json } };

/**
 * Dialect 2.0 clients show the text of `error`; in 3.0 a problem is `application/problem+json` (RFC 9457), with the
 * same `error` beside, since some clients of one library family read it there too.
 */
export function printProblem(problem: ProblemError, dialect: Dialect): PrintedProblem {
  const { code, detail, field, position, status } = problem;
  const where = { ...(field === undefined ? {} : { field }), ...(position === undefined ? {} : { position }) };
  if (dialect === '2.0') return { contentType: 'application/json', body: { error: detail, code, ...where } };
  const { title, retryable } = problemKinds[code];
  const body = { title, status, detail, code, retryable, ...where, error: detail };
  return { contentType: 'application/problem+json', body };
}
