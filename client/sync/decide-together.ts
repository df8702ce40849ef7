/** What the answers to operations that were sent together make of them. Loaded with the first of them. */
import type { Operation } from '../queue/operation.ts';
import { isUnanswered } from '../transport/batch-request.ts';
import { type Done, isRepeated, type Outcome } from '../transport/outcome.ts';
import { answered } from './refusal.ts';
import type { Run } from './run.ts';
import { withoutFollowers } from './take-again.ts';
import { completeTogether } from './write-together.ts';

export type Together = {
  readonly run: Run;
  /** Whether a handler may be asked about the operation once more. */
  readonly mayHandle: (operation: Operation) => boolean;
  /** Those that are better sent by themselves. */
  readonly alone: Operation[];
};

/**
 * Writes what the answers say: first of all that is done, together.
 * @returns the operations to be sent again at once
 */
export async function decide(
  { run, mayHandle, alone }: Together,
  operations: readonly Operation[],
  outcomes: readonly (Outcome | undefined)[],
): Promise<readonly Operation[]> {
  const done: (readonly [Operation, Done])[] = [];
  const rest: (readonly [Operation, Outcome])[] = [];
  operations.forEach((operation, at) => {
    const outcome = outcomes[at];
    if (outcome?.kind === 'done' && operation.kind !== 'undelete' && !isRepeated(outcome.header)) {
      done.push([operation, outcome]);
    } else if (outcome?.kind === 'refused' && outcome.status === 405 && operation.kind === 'update') {
      // A table that takes no PATCH may take a PUT.
      alone.push(operation);
    } else if (outcome !== undefined && !isUnanswered(outcome)) rest.push([operation, outcome]);
  });
  if (done.length > 0) await completeTogether(run, done);
  const again: Operation[] = [];
  for (const [operation, outcome] of await withoutFollowers(run.device, rest)) {
    const next = await answered(run, operation, outcome, mayHandle(operation));
    if (next !== undefined) again.push(next);
  }
  return again;
}
