/** What `npm run report` has found, and how README.md says it. */
import type { Aborts, Kills } from '../test/node/faults/seen-faults.ts';

/** What the simulator tells of its runs, as far as it is wanted here. */
export type Runs = {
  readonly seeds: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly failures: readonly { readonly violations: readonly unknown[] }[];
  readonly unrepeatable: readonly number[];
};

/** How a mutant fared: after so many runs it was found by this promise, or by none. */
export type Found = { readonly name: string; readonly seeds: number; readonly by: string | undefined };

type ReliabilityReport = {
  readonly commit: string;
  readonly seeds: number;
  readonly operations: number;
  readonly simulatedHours: number;
  /** How often each kind of thing went wrong. */
  readonly faults: Readonly<Record<string, number>>;
  readonly violations: number;
  /** Seeds that went otherwise when they were run again. */
  readonly unrepeatable: number;
  readonly mutants: { readonly tried: number; readonly found: number };
  readonly kills: Kills;
  readonly aborts: Aborts;
};

/** What a simulation counts that is no fault. */
const ordinary: ReadonlySet<string> = new Set([
  'edits',
  'commits',
  'records written',
  'database calls',
  'requests answered',
  'conflicts',
  'groups',
  'lists verified',
  'tokens refreshed',
  'simulated seconds',
]);

export function reportOf(
  commit: string,
  { seeds, counts, failures, unrepeatable }: Runs,
  mutants: readonly Found[],
  { kills, aborts }: { readonly kills: Kills; readonly aborts: Aborts },
): ReliabilityReport {
  const faults = Object.entries(counts).filter(([kind]) => !ordinary.has(kind));
  return {
    commit,
    seeds,
    operations: counts.edits ?? 0,
    simulatedHours: Math.round((counts['simulated seconds'] ?? 0) / 3600),
    faults: Object.fromEntries(faults.sort(([a], [b]) => (a < b ? -1 : 1))),
    violations: failures.reduce((sum, { violations }) => sum + violations.length, 0),
    unrepeatable: unrepeatable.length,
    mutants: { tried: mutants.length, found: mutants.filter(({ by }) => by !== undefined).length },
    kills,
    aborts,
  };
}

const [begin, end] = ['<!-- npm run report -->', '<!-- end of the report -->'];

/** The README with the report in its place. @throws Error for a README that has no place for it */
export function quoteReport(readme: string, report: ReliabilityReport): string {
  const [before, after] = [readme.indexOf(begin), readme.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`README.md has no "${begin}" followed by "${end}".`);
  return `${readme.slice(0, before + begin.length)}\n${sentencesOf(report)}\n${readme.slice(after)}`;
}

const number = (value: number): string => value.toLocaleString('en-US');

function sentencesOf({
  seeds,
  operations,
  simulatedHours,
  faults,
  violations,
  mutants,
  kills,
  aborts,
}: ReliabilityReport) {
  const all = Object.values(faults).reduce((sum, count) => sum + count, 0);
  return [
    `${number(seeds)} simulated runs of the service and its clients, ${number(operations)} edits and ${number(all)} faults in`,
    `${number(simulatedHours)} simulated hours: ${number(violations)} promises broken. Of ${number(mutants.tried)} bugs put in on purpose it found ${number(mutants.found)}.`,
    `${number(kills.kills)} kills of workerd under load: of ${number(kills.acknowledged)} acknowledged writes none was lost and none made twice,`,
    `${number(kills.deduplicated)} of which were sent again. Of ${number(aborts.aborted)} aborted requests ${number(aborts.committed)} had been committed; sent again, each was applied once.`,
  ].join('\n');
}
