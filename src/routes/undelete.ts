/** `POST /tables/{table}/{id}`: the return of a deleted record. Dialect 2.0 alone has it. */
import type { Context } from 'hono';
import { absentProblem } from '../core/absent.ts';
import { requestedUndelete } from '../core/requested.ts';
import { requireAccess } from '../http/access.ts';
import type { AppEnv } from '../http/app-env.ts';
import { replyAnswer } from '../http/reply-shown.ts';
import { readRequested, writeOne } from '../http/write-one.ts';
import { ProblemError } from '../protocol/problem.ts';

/** 201 with the record, whether or not it was deleted; 404 where the table keeps no deleted records. */
export async function undelete(c: Context<AppEnv>): Promise<Response> {
  const dialect = c.get('dialect');
  const principal = c.get('principal');
  const table = c.get('table');
  if (dialect === '3.0') {
    throw new ProblemError('method_not_allowed', 'Send PATCH with {"deleted":false} to bring a record back.');
  }
  requireAccess(table, 'undelete', principal);
  if (!table.softDelete) throw absentProblem(dialect, 'missing');
  const answer = await writeOne(c, requestedUndelete(table, c.req.param('id') ?? '', readRequested(c)));
  return replyAnswer(c, answer, { status: 201 });
}
