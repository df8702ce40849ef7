/** `PUT /tables/{table}/{id}`: all columns of a record; what the body leaves out gets its default. */
import type { Asked } from '../http/asked.ts';
import { readJson } from '../http/body.ts';
import type { Plan } from '../http/plan.ts';
import { includesDeleted } from '../odata/include-deleted.ts';
import { change } from './change.ts';

/** With `__includeDeleted=true`, a deleted record is replaced and comes back, unless the body says `deleted: true`. */
export async function replace(asked: Asked): Promise<Plan> {
  const json = await readJson(asked);
  return change(asked, 'replace', asked.id ?? '', json, includesDeleted(asked.params));
}
