/** `PATCH` and `PUT /tables/{table}/{id}`: a change of some columns of a record, or of all. */
import type { Answer } from '../code/answer.ts';
import { parseBody, type WriteBody } from '../core/body.ts';
import { type ChangeAllows, requestedChange } from '../core/requested.ts';
import { isAllowed, requireAccess } from '../http/access.ts';
import type { Asked } from '../http/asked.ts';
import type { Plan } from '../http/plan.ts';
import { answerReply } from '../http/reply-shown.ts';
import { readRequested } from '../http/requested.ts';
import { ProblemError } from '../protocol/problem.ts';

/** 200 with the record as it is now; 412 with the server's record when it is not the one that was expected. */
export function change(asked: Asked, kind: 'update' | 'replace', id: string, json: unknown, tombstones: boolean): Plan {
  const { dialect, principal, table } = asked;
  const body = parseBody(table, dialect, kind, json);
  if (body.deleted === true) requireAccess(table, 'delete', principal);
  const allows: ChangeAllows = { undelete: isAllowed(table, 'undelete', principal), tombstones };
  const requested = readRequested(asked);
  const byBody = requested.preconditions.ifMatch === undefined;
  return {
    kind: 'write',
    operation: requestedChange(table, kind, id, body, requested, allows),
    reply: (answer) => answerReply(asked, byBody ? inWordsOfBody(answer, body) : answer, { status: 200 }),
  };
}

/** Old servers answer 409 when the version that was expected stood in the body, not in a header. */
function inWordsOfBody(answer: Answer, { expectedVersion }: WriteBody): Answer {
  const isConflict = answer.kind === 'refused' && answer.problem.code === 'precondition_failed';
  if (!isConflict || expectedVersion === undefined) return answer;
  return { ...answer, problem: new ProblemError('version_conflict', answer.problem.detail) };
}
