/** `POST /tables/{table}`: a new record. */
import { parseBody } from '../core/body.ts';
import { requestedInsert } from '../core/requested.ts';
import { originOf } from '../http/address.ts';
import type { Asked } from '../http/asked.ts';
import { readJson } from '../http/body.ts';
import type { Plan } from '../http/plan.ts';
import { answerReply } from '../http/reply-shown.ts';
import { readKey } from '../http/requested.ts';

/** 201 with the stored record; 409 with the one that has the id already. Dialect 3.0 adds its `Location`. */
export async function insert(asked: Asked): Promise<Plan> {
  const { dialect, environment, table, url } = asked;
  const body = parseBody(table, dialect, 'insert', await readJson(asked));
  const location = (id: string): string => `${originOf(url)}/tables/${table.name}/${encodeURIComponent(id)}`;
  return {
    kind: 'write',
    operation: requestedInsert(table, body, environment.uuid, readKey(asked)),
    reply: (answer) =>
      answerReply(asked, answer, {
        status: 201,
        headers: ({ id }) => (dialect === '3.0' ? { Location: location(String(id)) } : {}),
      }),
  };
}
