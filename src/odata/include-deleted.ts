/** Whether a request wants to see deleted records. */
import type { QueryParam } from '../protocol/query-string.ts';

/** True for `__includeDeleted=true`, the name and the value in any case; all other values mean no. */
export function includesDeleted(params: readonly QueryParam[]): boolean {
  return params.some(({ name, value }) => name.toLowerCase() === '__includedeleted' && value.toLowerCase() === 'true');
}
