/** `simulate`: many runs of one system, each from its own seed, and what became of them. */
import type { ErrorHandler } from '../../client/index.ts';
import type { SyncTable } from '../table/sync-table.ts';
import { readMigrations } from './database.ts';
import { type Plan, type PlanOptions, planOf } from './plan.ts';
import { runPlan } from './run.ts';
import type { Seams } from './seams.ts';
import type { Setting, SettledRecord } from './setting.ts';
import { describeStep, shrinkPlan } from './shrink.ts';
import type { Trace, Violation } from './trace.ts';

export type SimulationOptions = {
  /** The tables, each with a string column of 24 characters or more. */
  readonly tables: readonly SyncTable[];
  /** The folder of the migrations that `npm run db:generate` has made of them; `drizzle`. */
  readonly migrations?: string;
  /** How many runs; 100. */
  readonly seeds?: number;
  /** The seed of the first run, the next ones have those behind it; 1. */
  readonly seed?: number;
  /** Edits of a run; 160, of which some find nothing to edit. */
  readonly edits?: number;
  /** Decides about every conflict, as `onConflict` of the client does. Without it each device has a way of its own. */
  readonly conflictHandler?: ErrorHandler;
  /** What is wrong with the records of a table when all have come to rest; undefined when all is well. */
  readonly check?: (table: string, records: readonly SettledRecord[]) => string | undefined;
  /** Whether the database is restored to earlier states in half of the runs; true. */
  readonly restores?: boolean;
  /** Changes at the boundaries of the system: to see whether the simulation notices. */
  readonly seams?: Seams;
  /** Whether a run that failed is made small; true. */
  readonly shrinks?: boolean;
  /** Whether the simulation ends with the first run that failed; false. */
  readonly stopsAtFailure?: boolean;
  /** Told after each run. */
  readonly onRun?: (seed: number, failed: boolean) => void;
};

/** A run that broke a promise. */
export type Failure = {
  readonly seed: number;
  readonly violations: readonly Violation[];
  /** What is left of the plan when all is left out that the failure does not need, a line a step. */
  readonly steps: readonly string[];
  /** What happened then, a line each. */
  readonly trace: readonly string[];
};

export type SimulationReport = {
  readonly seeds: number;
  /** How often each kind of thing has happened: edits, commits, crashes, each kind of fault. */
  readonly counts: Readonly<Record<string, number>>;
  /** None when every promise was kept. */
  readonly failures: readonly Failure[];
  /** Runs that were made a second time, and went otherwise: always none, or nothing can be replayed. */
  readonly unrepeatable: readonly number[];
};

/**
 * Runs the service with these tables and the offline client against each other, and reports every promise of
 * `docs/simulator.md` that was broken. Each run is on virtual time, in one process, and depends on nothing but its
 * seed: several devices of two users edit, push and pull while requests and answers are lost, repeated, delayed and
 * cut, clients and the service crash at whatever they wait for, the database fails, and clocks jump. Then the faults
 * stop, and all must come to agree. Every hundredth run is made twice. While it runs, the globals that tell time and
 * throw dice are the simulation's. Needs Node 24 or newer.
 *
 * @throws Error for a table without a column that edits can be told apart by, and when the migrations cannot be read.
 * @example
 * const report = await simulate({
 *   tables: [todoitem],
 *   seeds: 200,
 *   conflictHandler: (error) => error.merge(({ mine, theirs }) => ({ ...theirs, text: mine?.text ?? null })),
 * });
 * if (report.failures.length > 0) throw new Error(JSON.stringify(report.failures[0]));
 */
export async function simulate(options: SimulationOptions): Promise<SimulationReport> {
  const { seeds = 100, seed: first = 1, stopsAtFailure = false, onRun } = options;
  const setting = settingOf(options);
  const counts: Record<string, number> = {};
  const failures: Failure[] = [];
  const unrepeatable: number[] = [];
  let done = 0;
  for (let seed = first; seed < first + seeds; seed += 1) {
    const plan = planOf(seed, planOptionsOf(options));
    const trace = await runPlan(plan, setting);
    done += 1;
    addCounts(counts, Object.fromEntries(trace.counts));
    if (await goesOtherwise(plan, setting, trace)) unrepeatable.push(seed);
    if (trace.violations.length > 0) failures.push(await failureOf(plan, trace, setting, options.shrinks ?? true));
    onRun?.(seed, trace.violations.length > 0);
    if (stopsAtFailure && failures.length > 0) break;
  }
  return { seeds: done, counts, failures, unrepeatable };
}

/** Adds to one account of what has happened another one. */
export function addCounts(counts: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [kind, count] of Object.entries(more)) counts[kind] = (counts[kind] ?? 0) + count;
}

/** Whether one of every hundred runs is another when it is made again. */
async function goesOtherwise(plan: Plan, setting: Setting, { hash }: Trace): Promise<boolean> {
  return plan.seed % 100 === 0 && (await runPlan(plan, setting)).hash !== hash;
}

const planOptionsOf = ({ tables, edits = 160, restores = true }: SimulationOptions): PlanOptions => ({
  tables,
  edits,
  restores,
});

function settingOf({ tables, migrations = 'drizzle', conflictHandler, check, seams }: SimulationOptions): Setting {
  return { tables, schema: readMigrations(migrations), conflictHandler, check, seams };
}

async function failureOf(plan: Plan, trace: Trace, setting: Setting, shrinks: boolean): Promise<Failure> {
  const { seed } = plan;
  if (!shrinks) return { seed, violations: trace.violations, steps: plan.steps.map(describeStep), trace: trace.lines };
  const looked = trace.violations[0]?.invariant;
  const fails = async (candidate: Plan): Promise<boolean> =>
    (await runPlan(candidate, setting)).violations.some(({ invariant }) => invariant === looked);
  const small = await shrinkPlan(plan, fails);
  const { violations, lines } = await runPlan(small, setting);
  return { seed, violations, steps: small.steps.map(describeStep), trace: lines };
}
