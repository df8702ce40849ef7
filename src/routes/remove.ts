/** `DELETE /tables/{table}/{id}`. */
import type { Context } from 'hono';
import { requestedDelete } from '../core/requested.ts';
import { requireAccess } from '../http/access.ts';
import type { AppEnv } from '../http/app-env.ts';
import { replyAnswer } from '../http/reply-shown.ts';
import { readRequested, writeOne } from '../http/write-one.ts';

/** Dialect 2.0: 200 with the removed record. Dialect 3.0: 204. */
export async function remove(c: Context<AppEnv>): Promise<Response> {
  const dialect = c.get('dialect');
  const principal = c.get('principal');
  const table = c.get('table');
  requireAccess(table, 'delete', principal);
  const answer = await writeOne(c, requestedDelete(table, c.req.param('id') ?? '', readRequested(c)));
  return replyAnswer(c, answer, { status: dialect === '2.0' ? 200 : 204 });
}
