/** `POST /tables/{table}/{id}`: the return of a deleted record. Dialect 2.0 alone has it. */
import { absentProblem } from '../core/absent.ts';
import { requestedUndelete } from '../core/requested.ts';
import type { Asked } from '../http/asked.ts';
import type { Plan } from '../http/plan.ts';
import { answerReply } from '../http/reply-shown.ts';
import { readRequested } from '../http/requested.ts';
import { ProblemError } from '../protocol/problem.ts';

/** 201 with the record, whether or not it was deleted; 404 where the table keeps no deleted records. */
export function undelete(asked: Asked): Plan {
  const { dialect, id = '', table } = asked;
  if (dialect === '3.0') {
    throw new ProblemError('method_not_allowed', 'Send PATCH with {"deleted":false} to bring a record back.');
  }
  if (!table.softDelete) throw absentProblem(dialect, 'missing');
  return {
    kind: 'write',
    operation: requestedUndelete(table, id, readRequested(asked)),
    reply: (answer) => answerReply(asked, answer, { status: 201 }),
  };
}
