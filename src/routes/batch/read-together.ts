/** Reads of a batch that share calls of the database. */
import { runTogether } from '../../db/query.ts';
import { orProblem } from '../../http/on-error.ts';
import { problemReply } from '../../http/reply.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Answers } from './answers.ts';
import type { Outer } from './outer.ts';
import type { Step } from './step.ts';

/** Together they find no more records than one page may have. */
const maxRecords = 1000;
const maxReads = 100;

/** The reads, in order, cut into what one call may find. */
export function sharesOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  const shares: Step[][] = [];
  let records = 0;
  for (const step of steps) {
    const { plan } = step.work;
    const limit = plan.kind === 'read' ? plan.sought.limit : 0;
    const last = shares.at(-1);
    records += limit;
    if (last !== undefined && records <= maxRecords && last.length < maxReads) last.push(step);
    else {
      shares.push([step]);
      records = limit;
    }
  }
  return shares;
}

/** Answers them, from one state of the database. If one finds too much for the database, only that one is refused. */
export async function readTogether(outer: Outer, steps: readonly Step[], answers: Answers): Promise<void> {
  const { openDb } = outer.caller;
  const reads = steps.flatMap((step) => (step.work.kind === 'read' ? { ...step, ...step.work } : []));
  const [first] = steps;
  if (first === undefined) return;
  const found = await orProblem(
    () =>
      runTogether(
        openDb(),
        reads.map(({ query }) => query),
      ),
    first.request,
    outer.caller,
  );
  if (found instanceof ProblemError && found.code === 'body_too_large' && steps.length > 1) {
    const middle = Math.ceil(steps.length / 2);
    await readTogether(outer, steps.slice(0, middle), answers);
    return readTogether(outer, steps.slice(middle), answers);
  }
  for (const [index, { at, request, asked, plan, query }] of reads.entries()) {
    const answer = () => (found instanceof ProblemError ? found : plan.reply(query.answer(found[index] ?? [])));
    const reply = await orProblem(answer, request, outer.caller);
    const told = reply instanceof ProblemError ? problemReply(reply, asked.dialect) : reply;
    answers.giveRead(at, told, asked.dialect);
  }
}
