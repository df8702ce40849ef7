/** Records that are not there, or not there any more. */
import type { Dialect } from '../protocol/dialect.ts';
import { ProblemError } from '../protocol/problem.ts';

/** What to say of a record that is missing or deleted. Dialect 2.0 clients take 404 alone as the end of a record. */
export function absentProblem(dialect: Dialect, state: 'missing' | 'deleted'): ProblemError {
  return state === 'deleted' && dialect === '3.0'
    ? new ProblemError('record_gone', 'The record has been deleted; undelete it, or let it go.')
    : new ProblemError('record_not_found', 'The item does not exist');
}
