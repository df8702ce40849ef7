/** `PUT /tables/{table}/{id}`: all columns of a record; what the body leaves out gets its default. */
import type { Context } from 'hono';
import type { AppEnv } from '../http/app-env.ts';
import { readJson } from '../http/body.ts';
import { includesDeleted } from '../odata/include-deleted.ts';
import { change } from './change.ts';

/** With `__includeDeleted=true`, a deleted record is replaced and comes back, unless the body says `deleted: true`. */
export async function replace(c: Context<AppEnv>): Promise<Response> {
  const json = await readJson(c);
  return change(c, 'replace', c.req.param('id') ?? '', json, includesDeleted(c.get('params')));
}
