/** `PATCH /tables/{table}/{id}`: some columns of a record. Dialect 2.0 takes the id in the body, too. */
import { jsonPatchType, patchToBody } from '../core/json-patch.ts';
import type { Asked } from '../http/asked.ts';
import { mediaTypeOf, readJson } from '../http/body.ts';
import type { Plan } from '../http/plan.ts';
import { ProblemError } from '../protocol/problem.ts';
import { change } from './change.ts';

export async function update(asked: Asked): Promise<Plan> {
  const patch = asked.dialect === '3.0' && mediaTypeOf(asked) === jsonPatchType;
  const json = patch ? patchToBody(await readJson(asked, jsonPatchType)) : await readJson(asked);
  return change(asked, 'update', asked.id ?? idOf(json), json, false);
}

function idOf(json: unknown): string {
  if (typeof json === 'object' && json !== null && 'id' in json && typeof json.id === 'string') return json.id;
  throw new ProblemError('missing_field', 'Name the record: its id in the address, or as text in the body.', {
    field: 'id',
  });
}
