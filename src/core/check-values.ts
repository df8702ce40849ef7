/** The columns of a body against the schema of their table, with zod's findings in our words. */
import type * as z from 'zod';
import { ProblemError } from '../protocol/problem.ts';
import type { BodySchemas, StoredValues } from '../table/body-schema.ts';
import type { SyncTable } from '../table/sync-table.ts';

/**
 * The stored values of a body's columns, which is to be a `whole` record, a `replacement` of one, or `partial`.
 *
 * @throws ProblemError that names the member and the rule.
 */
export function checkValues(
  { name, bodies }: SyncTable,
  shape: keyof BodySchemas,
  members: { readonly [member: string]: unknown },
): StoredValues {
  // `JSON.parse` makes it a member like any other, and the schema would look for it on the prototype.
  if (Object.hasOwn(members, '__proto__')) throw unknownMember(name, '__proto__');
  const result = bodies[shape].safeParse(members);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw issue === undefined ? new Error('zod refused a body without saying why') : toProblem(name, issue, members);
}

function toProblem(table: string, issue: z.core.$ZodIssue, members: object): ProblemError {
  if (issue.code === 'unrecognized_keys') return unknownMember(table, issue.keys[0] ?? '');
  const field = String(issue.path[0] ?? '');
  if (!Object.hasOwn(members, field)) {
    return new ProblemError('missing_field', `"${field}" is required, and missing.`, { field });
  }
  return new ProblemError('invalid_field', `"${field}" ${issue.message}.`, { field });
}

/** The problem of a body that names what its table does not have. */
export function unknownMember(table: string, member: string): ProblemError {
  const field = member.slice(0, 100).toWellFormed();
  return new ProblemError('unknown_field', `Table "${table}" has no column "${field}".`, { field });
}
