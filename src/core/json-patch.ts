/** JSON Patch (RFC 6902) on the members of a record, as Datasync 6 takes it. */
import { ProblemError } from '../protocol/problem.ts';

export const jsonPatchType = 'application/json-patch+json';

/**
 * The partial body that a patch comes to: `add` and `replace` set a member, `remove` sets it to null.
 *
 * @throws ProblemError `invalid_body` for a patch of another form, or one that reaches into a member.
 */
export function patchToBody(patch: unknown): Record<string, unknown> {
  if (!Array.isArray(patch)) throw malformed('a list of operations');
  const members = patch.map((step: unknown): [string, unknown] => {
    if (typeof step !== 'object' || step === null || !('op' in step && 'path' in step)) {
      throw malformed('operations with "op" and "path"');
    }
    const member = memberOf(step.path);
    if (step.op === 'remove') return [member, null];
    if ((step.op !== 'add' && step.op !== 'replace') || !('value' in step)) {
      throw malformed('"add" and "replace" with a "value", and "remove"');
    }
    return [member, step.value];
  });
  return Object.fromEntries(members);
}

/** RFC 6901: the member that a pointer of one step names. */
function memberOf(path: unknown): string {
  if (typeof path !== 'string' || !/^\/[^/]+$/.test(path)) throw malformed('paths of one member, like "/text"');
  return path.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
}

const malformed = (takes: string): ProblemError =>
  new ProblemError('invalid_body', `A JSON Patch takes ${takes} here.`);
