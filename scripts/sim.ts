/**
 * `npm run sim -- [--seeds N] [--seed S] [--workers W] [--mutants] [--no-restores] [--trace] [--json FILE]`: N runs
 * (2,000) of the simulator from seed S (1) on W processes (2); or, for each mutant, as many as it takes to find it.
 * What was found is printed, and written to FILE. Ends with 1 when a promise was broken, or a mutant not found.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Failure, SimulationReport } from '../src/testing/simulate.ts';
import { mutants } from '../test/simulation/mutants.ts';
import type { Found } from './reliability-report.ts';
import { runTogether } from './simulation/together.ts';
import type { Task } from './simulation/worker.ts';
import { openWorkers, type Workers } from './simulation/workers.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    mutants: { type: 'boolean', default: false },
    restores: { type: 'boolean', default: true },
    trace: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
  allowNegative: true,
});
const { restores } = values;
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const keep = (found: SimulationReport | readonly Found[]): void => {
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(found));
};

function printFailure({ seed: failed, violations, steps, trace }: Failure): void {
  print(`\nseed ${failed}, made small (${steps.length} steps):`);
  for (const step of steps) print(`  ${step}`);
  for (const { invariant, message } of violations) print(`  ${invariant}: ${message}`);
  if (values.trace) for (const line of trace) print(`    ${line}`);
}

async function runAll(workers: Workers, seed: number, seeds: number): Promise<void> {
  const began = performance.now();
  const report = await runTogether(workers, { seed, seeds, restores });
  for (const [kind, count] of Object.entries(report.counts)) print(`${String(count).padStart(10)} ${kind}`);
  for (const failure of report.failures) printFailure(failure);
  for (const again of report.unrepeatable) print(`seed ${again} went otherwise when it was run again`);
  keep(report);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  print(`${report.seeds} seeds, ${report.counts.edits} edits, ${report.failures.length} failed, ${seconds} s`);
  if (report.failures.length + report.unrepeatable.length > 0) process.exitCode = 1;
}

async function killAll(workers: Workers, seed: number): Promise<void> {
  const tasks = mutants.map(({ name, budget, restores: has = false }): Task => {
    return { mutant: name, seed, seeds: budget, restores: has };
  });
  const all: Found[] = [];
  for (const [at, running] of workers.run(tasks).entries()) {
    const { name = '', budget = 0 } = mutants[at] ?? {};
    const { seeds, failures } = await running;
    const by = failures[0]?.violations[0]?.invariant;
    all.push({ name, seeds, by });
    const found = by === undefined ? 'NOT FOUND' : `found by ${by}`;
    print(`${found.padEnd(14)} in ${String(seeds).padStart(3)} of ${String(budget).padStart(3)} seeds: ${name}`);
    if (by === undefined) process.exitCode = 1;
  }
  keep(all);
}

const workers = await openWorkers(Number(values.workers));
try {
  if (values.mutants) await killAll(workers, Number(values.seed));
  else await runAll(workers, Number(values.seed), Number(values.seeds));
} finally {
  workers.close();
}
