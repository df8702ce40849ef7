/** The smallest plan that still fails in the same way. */
import type { FaultKind } from './faults.ts';
import type { Plan, Step } from './plan.ts';

/** Whether a plan still shows what is looked for. */
type StillFails = (plan: Plan) => Promise<boolean>;

/**
 * Leaves out kinds of faults, readers and replicas, and then steps, in ever smaller groups, as long as the plan fails;
 * it tries at most `mostTries` plans. Whatever is left out, the dice of the rest fall as before.
 */
export async function shrinkPlan(plan: Plan, stillFails: StillFails, mostTries = 200): Promise<Plan> {
  let tries = 0;
  const holds = async (candidate: Plan): Promise<boolean> => {
    tries += 1;
    return tries <= mostTries && (await stillFails(candidate));
  };
  let smallest = plan;
  for (const simpler of simplerWorlds(plan)) {
    const candidate = simpler(smallest);
    if (await holds(candidate)) smallest = candidate;
  }
  for (let size = Math.ceil(smallest.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < smallest.steps.length; ) {
      const candidate: Plan = { ...smallest, steps: without(smallest.steps, at, size) };
      if (await holds(candidate)) smallest = candidate;
      else at += size;
    }
  }
  return smallest;
}

const without = (steps: readonly Step[], at: number, count: number): readonly Step[] => [
  ...steps.slice(0, at),
  ...steps.slice(at + count),
];

function simplerWorlds({ rates }: Plan): readonly ((plan: Plan) => Plan)[] {
  const kinds = Object.keys(rates).filter((name): name is FaultKind => name in rates);
  return [
    (plan) => ({ ...plan, readers: 0 }),
    (plan) => ({ ...plan, replicas: 0 }),
    (plan) => ({ ...plan, devices: plan.devices.map((device) => ({ ...device, tabs: 1 })) }),
    ...kinds.map(
      (kind) =>
        (plan: Plan): Plan => ({ ...plan, rates: { ...plan.rates, [kind]: 0 } }),
    ),
  ];
}

/** A step in words. */
export function describeStep(step: Step): string {
  const { number: _, atMs, ...rest } = step;
  return `${(atMs / 1000).toFixed(3)} s  ${Object.values(rest).join(' ')}`;
}
