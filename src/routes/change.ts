/** `PATCH` and `PUT /tables/{table}/{id}`: a change of some columns of a record, or of all. */
import type { Context } from 'hono';
import type { Answer } from '../code/answer.ts';
import { parseBody, type WriteBody } from '../core/body.ts';
import { type ChangeAllows, requestedChange } from '../core/requested.ts';
import { isAllowed, requireAccess } from '../http/access.ts';
import type { AppEnv } from '../http/app-env.ts';
import { replyAnswer } from '../http/reply-shown.ts';
import { readRequested, writeOne } from '../http/write-one.ts';
import { ProblemError } from '../protocol/problem.ts';

/** 200 with the record as it is now; 412 with the server's record when it is not the one that was expected. */
export async function change(
  c: Context<AppEnv>,
  kind: 'update' | 'replace',
  id: string,
  json: unknown,
  tombstones: boolean,
): Promise<Response> {
  const dialect = c.get('dialect');
  const principal = c.get('principal');
  const table = c.get('table');
  requireAccess(table, 'update', principal);
  const body = parseBody(table, dialect, kind, json);
  if (body.deleted === true) requireAccess(table, 'delete', principal);
  const allows: ChangeAllows = { undelete: isAllowed(table, 'undelete', principal), tombstones };
  const requested = readRequested(c);
  const answer = await writeOne(c, requestedChange(table, kind, id, body, requested, allows));
  const byBody = requested.preconditions.ifMatch === undefined;
  return replyAnswer(c, byBody ? inWordsOfBody(answer, body) : answer, { status: 200 });
}

/** Old servers answer 409 when the version that was expected stood in the body, not in a header. */
function inWordsOfBody(answer: Answer, { expectedVersion }: WriteBody): Answer {
  const isConflict = answer.kind === 'refused' && answer.problem.code === 'precondition_failed';
  if (!isConflict || expectedVersion === undefined) return answer;
  return { ...answer, problem: new ProblemError('version_conflict', answer.problem.detail) };
}
