/** `POST /tables/{table}`: a new record. */
import type { Context } from 'hono';
import { parseBody } from '../core/body.ts';
import { requestedInsert } from '../core/requested.ts';
import { requireAccess } from '../http/access.ts';
import type { AppEnv } from '../http/app-env.ts';
import { readJson } from '../http/body.ts';
import { replyOutcome } from '../http/reply.ts';
import { readRequested, writeOne } from '../http/write-one.ts';

/** 201 with the stored record; 409 with the one that has the id already. Dialect 3.0 adds its `Location`. */
export async function insert(c: Context<AppEnv>): Promise<Response> {
  const { dialect, environment, principal, table } = c.var;
  requireAccess(table, 'insert', principal);
  const body = parseBody(table, dialect, 'insert', await readJson(c));
  const outcome = await writeOne(c, requestedInsert(body, environment.uuid, readRequested(c)));
  const location = (id: string): string => new URL(`/tables/${table.name}/${encodeURIComponent(id)}`, c.req.url).href;
  return replyOutcome(c, outcome, {
    status: 201,
    headers: ({ id }) => (dialect === '3.0' ? { Location: location(String(id)) } : {}),
  });
}
