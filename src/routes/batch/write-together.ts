/** Writes of a batch that are decided and applied in one call of the database. */
import type { Outcome } from '../../core/outcome.ts';
import type { Row } from '../../db/db.ts';
import { write } from '../../db/write/write.ts';
import { orProblem } from '../../http/on-error.ts';
import { problemReply } from '../../http/reply.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Answers } from './answers.ts';
import { groupFailed } from './group-failed.ts';
import type { Outer } from './outer.ts';
import type { Step } from './step.ts';

/** Answers each of them; of a group that was not applied, with the id of the request that was refused. */
export async function writeTogether(outer: Outer, steps: readonly Step[], answers: Answers): Promise<void> {
  const { environment, openDb, principal } = outer.caller;
  const writes = steps.flatMap((step) => (step.work.kind === 'write' ? { ...step, ...step.work } : []));
  const [first] = steps;
  if (first === undefined) return;
  const entries = writes.map(({ request: { group }, asked: { table }, plan: { operation } }) => {
    return { table, entry: group === undefined ? operation : { ...operation, group } };
  });
  const writer = { db: openDb(), environment, principal };
  const outcomes = await orProblem(() => write(writer, entries), first.request, outer.caller);
  if (outcomes instanceof ProblemError) {
    for (const { at, asked } of writes) answers.give(at, problemReply(outcomes, asked.dialect));
    return;
  }
  const culprits = new Map<string, string>();
  writes.forEach(({ request: { id, group } }, index) => {
    if (group !== undefined && !culprits.has(group) && isCulprit(outcomes[index])) culprits.set(group, id);
  });
  writes.forEach(({ at, request, plan }, index) => {
    const outcome = outcomes[index];
    if (outcome === undefined) throw new Error('The write path gave no outcome for an operation.');
    answers.give(at, plan.reply(withCulprit(outcome, culprits.get(request.group ?? ''))));
  });
}

const isCulprit = (outcome: Outcome<Row> | undefined): boolean =>
  outcome?.kind === 'refused' && outcome.problem.code !== 'group_failed';

function withCulprit(outcome: Outcome<Row>, culprit: string | undefined): Outcome<Row> {
  if (culprit === undefined || outcome.kind !== 'refused' || isCulprit(outcome)) return outcome;
  return { ...outcome, problem: groupFailed(culprit) };
}
