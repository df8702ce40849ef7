/** What of a batch waits to be done: neighbours of a kind, which share calls of the database. */
import { orProblem } from '../../http/on-error.ts';
import { carryOut } from '../../http/plan.ts';
import { problemReply } from '../../http/reply.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { Answers } from './answers.ts';
import type { Outer } from './outer.ts';
import { readTogether, sharesOf } from './read-together.ts';
import type { Step } from './step.ts';
import { writeTogether } from './write-together.ts';

/** How often a batch may go to the database; what has code around it counts once. */
const maxCalls = 50;

type Line = {
  /** Takes what is to be done together. What waits and cannot be done with it is done first. */
  add(steps: readonly Step[]): Promise<void>;
  /** Does all that waits. */
  clear(): Promise<void>;
};

export function openLine(outer: Outer, answers: Answers): Line {
  let waiting: Step[] = [];
  let calls = 0;
  const run = async (steps: readonly Step[], work: () => Promise<void>): Promise<void> => {
    calls += 1;
    if (calls <= maxCalls) return work();
    for (const { at, asked } of steps) answers.give(at, problemReply(tooManyCalls(), asked.dialect));
  };
  const clear = async (): Promise<void> => {
    const steps = waiting;
    waiting = [];
    const kind = steps[0]?.work.kind;
    if (kind === 'write') await run(steps, () => writeTogether(outer, steps, answers));
    if (kind === 'alone') for (const step of steps) await run([step], () => doAlone(step, answers));
    if (kind === 'read') {
      for (const share of sharesOf(steps)) await run(share, () => readTogether(outer, share, answers));
    }
  };
  return {
    clear,
    async add(steps) {
      if (waiting[0]?.work.kind !== steps[0]?.work.kind) await clear();
      waiting.push(...steps);
    },
  };
}

async function doAlone({ at, request, asked, work: { plan } }: Step, answers: Answers): Promise<void> {
  const done = await orProblem(() => carryOut(asked, plan), request, asked);
  const reply = done instanceof ProblemError ? problemReply(done, asked.dialect) : done;
  if (plan.kind === 'read') answers.giveRead(at, reply, asked.dialect);
  else answers.give(at, reply);
}

function tooManyCalls(): ProblemError {
  const detail = 'The batch changed between reads, writes and code too often; send this request in the next.';
  return new ProblemError('batch_full', detail);
}
