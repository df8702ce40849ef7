/** `DELETE /tables/{table}/{id}`. */
import { requestedDelete } from '../core/requested.ts';
import type { Asked } from '../http/asked.ts';
import type { Plan } from '../http/plan.ts';
import { answerReply } from '../http/reply-shown.ts';
import { readRequested } from '../http/requested.ts';

/** Dialect 2.0: 200 with the removed record. Dialect 3.0: 204. */
export function remove(asked: Asked): Plan {
  const { dialect, id = '', table } = asked;
  return {
    kind: 'write',
    operation: requestedDelete(table, id, readRequested(asked)),
    reply: (answer) => answerReply(asked, answer, { status: dialect === '2.0' ? 200 : 204 }),
  };
}
