/** `POST /tables/{table}`: a new record. */
import type { Context } from 'hono';
import { parseBody } from '../core/body.ts';
import { requestedInsert } from '../core/requested.ts';
import { requireAccess } from '../http/access.ts';
import { originOf } from '../http/address.ts';
import type { AppEnv } from '../http/app-env.ts';
import { readJson } from '../http/body.ts';
import { replyAnswer } from '../http/reply-shown.ts';
import { readKey, writeOne } from '../http/write-one.ts';

/** 201 with the stored record; 409 with the one that has the id already. Dialect 3.0 adds its `Location`. */
export async function insert(c: Context<AppEnv>): Promise<Response> {
  const dialect = c.get('dialect');
  const environment = c.get('environment');
  const principal = c.get('principal');
  const table = c.get('table');
  requireAccess(table, 'insert', principal);
  const body = parseBody(table, dialect, 'insert', await readJson(c));
  const answer = await writeOne(c, requestedInsert(table, body, environment.uuid, readKey(c)));
  const location = (id: string): string => `${originOf(c.req.url)}/tables/${table.name}/${encodeURIComponent(id)}`;
  return replyAnswer(c, answer, {
    status: 201,
    headers: ({ id }) => (dialect === '3.0' ? { Location: location(String(id)) } : {}),
  });
}
