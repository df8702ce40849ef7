/** `DELETE /tables/{table}/{id}`. */
import type { Context } from 'hono';
import { requestedDelete } from '../core/requested.ts';
import { requireAccess } from '../http/access.ts';
import type { AppEnv } from '../http/app-env.ts';
import { replyOutcome } from '../http/reply.ts';
import { readRequested, writeOne } from '../http/write-one.ts';

/** Dialect 2.0: 200 with the removed record. Dialect 3.0: 204. */
export async function remove(c: Context<AppEnv>): Promise<Response> {
  const dialect = c.get('dialect');
  const principal = c.get('principal');
  const table = c.get('table');
  requireAccess(table, 'delete', principal);
  const outcome = await writeOne(c, requestedDelete(table, c.req.param('id') ?? '', readRequested(c)));
  return replyOutcome(c, outcome, { status: dialect === '2.0' ? 200 : 204 });
}
