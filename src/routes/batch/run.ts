/** Runs a batch: its requests in order, so that each sees what those before it have done. */
import type { BatchRequest } from '../../core/batch-request.ts';
import { problemReply } from '../../http/reply.ts';
import type { FindServed } from '../../http/table.ts';
import { type Answers, openAnswers } from './answers.ts';
import { groupFailed } from './group-failed.ts';
import { openLine } from './line.ts';
import type { Outer } from './outer.ts';
import { type Placed, planStep, type Refused, type Step } from './step.ts';

/** The text of the answer. A request that is refused keeps none from being made but those that depend on it. */
export async function runBatch(outer: Outer, find: FindServed, requests: readonly BatchRequest[]): Promise<string> {
  const answers = openAnswers(requests);
  const line = openLine(outer, answers);
  for (const unit of unitsOf(requests)) {
    const needed = neededBy(unit);
    if (needed.some((name) => answers.hasFailed(name) === undefined)) await line.clear();
    const planned = await Promise.all(
      unit.map((placed) => {
        const failed = placed.request.dependsOn.find((name) => answers.hasFailed(name) === true);
        return planStep(outer, find, placed, failed);
      }),
    );
    const steps = planned.flatMap((each) => (isRefused(each) ? [] : each));
    if (steps.length === planned.length) await line.add(steps);
    else refuse(planned, answers);
  }
  await line.clear();
  return answers.print();
}

/** The requests cut into what is applied together: a group, or one request. */
function unitsOf(requests: readonly BatchRequest[]): readonly (readonly Placed[])[] {
  const units: Placed[][] = [];
  requests.forEach((request, at) => {
    const last = units.at(-1);
    if (request.group !== undefined && last?.[0]?.request.group === request.group) last.push({ at, request });
    else units.push([{ at, request }]);
  });
  return units;
}

/** The names of what a unit depends on; that it depends on itself goes without saying. */
function neededBy(unit: readonly Placed[]): readonly string[] {
  if (unit.every(({ request }) => request.dependsOn.length === 0)) return [];
  const own = new Set(unit.flatMap(({ request: { id, group = id } }) => [id, group]));
  return unit.flatMap(({ request }) => request.dependsOn).filter((name) => !own.has(name));
}

const isRefused = (planned: Step | Refused): planned is Refused => 'reply' in planned;

/** One refusal is that of a whole group. */
function refuse(planned: readonly (Step | Refused)[], answers: Answers): void {
  const culprit = planned.find(isRefused);
  for (const each of planned) {
    const reply = isRefused(each)
      ? each.reply
      : problemReply(groupFailed(culprit?.request.id ?? ''), each.asked.dialect);
    answers.give(each.at, reply);
  }
}
