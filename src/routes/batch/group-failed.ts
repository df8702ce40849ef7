/** Why a request was not applied that could have been. */
import { ProblemError } from '../../protocol/problem.ts';

/** For the others of a group, which request of it was refused. */
export function groupFailed(id: string): ProblemError {
  return new ProblemError('group_failed', `Request "${id}" of the group was refused, so none of it was applied.`);
}
