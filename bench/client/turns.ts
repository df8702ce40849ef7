/** Sides that do the same work by turns, so that whatever else the machine does meets all of them. */
import type { Figure } from '../report.ts';
import { median } from '../statistics.ts';
import { collectGarbage } from './garbage.ts';

/** What one turn of a side took, without what prepares and checks it. */
export type Taken = { readonly ms: number };

export type Turns<Name extends string> = {
  /** The median over the rounds of: what one side took, divided by what the other did in the same round. */
  ratio(these: Name, others: Name): number;
  /** What each side took, in milliseconds: the median over the rounds. `titles` says in words who they are. */
  medians(titles: Readonly<Record<Name, string>>, work: string): Figure[];
};

export async function timed(work: () => PromiseLike<unknown>): Promise<Taken> {
  const start = performance.now();
  await work();
  return { ms: performance.now() - start };
}

/** How long each side warms up, in milliseconds: engines compile by how often code has run, and a turn may be a short one. */
const warmUpMs = 3000;

/** So many rounds, after a time in which all sides warm up. Who goes first changes from round to round. */
export async function takeTurns<Name extends string>(
  rounds: number,
  sides: Readonly<Record<Name, () => Promise<Taken>>>,
  betweenRounds: () => unknown,
): Promise<Turns<Name>> {
  const taken = new Map<Name, number[]>();
  for (const name in sides) taken.set(name, []);
  await betweenRounds();
  for (const name in sides) {
    const end = performance.now() + warmUpMs;
    do await sides[name]();
    while (performance.now() < end);
  }
  for (let round = 0; round < rounds; round += 1) {
    await betweenRounds();
    const order = [...taken.keys()];
    for (const name of round % 2 === 0 ? order : order.reverse()) {
      collectGarbage();
      taken.get(name)?.push((await sides[name]()).ms);
    }
  }
  const msOf = (name: Name): number[] => taken.get(name) ?? [];
  return {
    ratio(these, others) {
      const divisors = msOf(others);
      return median(msOf(these).map((ms, round) => ms / (divisors[round] ?? Number.NaN)));
    },
    medians: (titles, work) =>
      [...taken.keys()].map((side) => ({ name: `${work}: ${titles[side]}, ms`, value: median(msOf(side)) })),
  };
}
