/** Sides that do the same work by turns, so that whatever else the machine does meets all of them. */
import type { Figure } from '../report.ts';
import { median } from '../statistics.ts';
import { collectGarbage } from './garbage.ts';

/** What one turn of a side took, without what prepares and checks it. */
export type Taken = { readonly ms: number };

export type Turns<Name extends string> = {
  /** The median over the rounds of: what one side took, divided by what the other did in the same round. */
  ratio(these: Name, others: Name): number;
  /** Makes figures of such ratios. `titles` says in words who the sides are. */
  against(titles: Titles<Name>, work: string): (these: Name, others: Name, atLeast?: number) => Figure;
  /** What each side took, in milliseconds: the median over the rounds. */
  medians(titles: Titles<Name>, work: string): Figure[];
};

type Titles<Name extends string> = Readonly<Record<Name, string>>;

export async function timed(work: () => PromiseLike<unknown>): Promise<Taken> {
  const start = performance.now();
  await work();
  return { ms: performance.now() - start };
}

/** How long each side warms up, in milliseconds: engines compile by how often code has run, and turns may be short. */
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
  const ratio = (these: Name, others: Name): number => {
    const divisors = msOf(others);
    return median(msOf(these).map((ms, round) => ms / (divisors[round] ?? Number.NaN)));
  };
  return {
    ratio,
    against: (titles, work) => (these, others, atLeast) => ({
      name: `${work}: time of ${titles[these]} / ${titles[others]}`,
      value: ratio(these, others),
      ...(atLeast !== undefined && { target: { atLeast } }),
    }),
    medians: (titles, work) =>
      [...taken.keys()].map((side) => ({ name: `${work}: ${titles[side]}, ms`, value: median(msOf(side)) })),
  };
}
