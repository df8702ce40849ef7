/** `PATCH /tables/{table}/{id}`: some columns of a record. Dialect 2.0 takes the id in the body, too. */
import type { Context } from 'hono';
import { jsonPatchType, patchToBody } from '../core/json-patch.ts';
import type { AppEnv } from '../http/app-env.ts';
import { mediaTypeOf, readJson } from '../http/body.ts';
import { ProblemError } from '../protocol/problem.ts';
import { change } from './change.ts';

export async function update(c: Context<AppEnv>): Promise<Response> {
  const patch = c.get('dialect') === '3.0' && mediaTypeOf(c) === jsonPatchType;
  const json = patch ? patchToBody(await readJson(c, jsonPatchType)) : await readJson(c);
  return change(c, 'update', c.req.param('id') ?? idOf(json), json, false);
}

function idOf(json: unknown): string {
  if (typeof json === 'object' && json !== null && 'id' in json && typeof json.id === 'string') return json.id;
  throw new ProblemError('missing_field', 'Name the record: its id in the address, or as text in the body.', {
    field: 'id',
  });
}
