/** `PATCH` and `PUT /tables/{table}/{id}`: a change of some columns of a record, or of all. */
import type { Context } from 'hono';
import { parseBody, type WriteBody } from '../core/body.ts';
import type { Outcome } from '../core/outcome.ts';
import { type ChangeAllows, requestedChange } from '../core/requested.ts';
import type { Row } from '../db/db.ts';
import { isAllowed, requireAccess } from '../http/access.ts';
import type { AppEnv } from '../http/app-env.ts';
import { replyOutcome } from '../http/reply.ts';
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
  const outcome = await writeOne(c, requestedChange(table, kind, id, body, requested, allows));
  const byBody = requested.preconditions.ifMatch === undefined;
  return replyOutcome(c, byBody ? inWordsOfBody(outcome, body) : outcome, { status: 200 });
}

/** Old servers answer 409 when the version that was expected stood in the body, not in a header. */
function inWordsOfBody(outcome: Outcome<Row>, { expectedVersion }: WriteBody): Outcome<Row> {
  const isConflict = outcome.kind === 'refused' && outcome.problem.code === 'precondition_failed';
  if (!isConflict || expectedVersion === undefined) return outcome;
  return { ...outcome, problem: new ProblemError('version_conflict', outcome.problem.detail) };
}
