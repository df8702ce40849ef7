/**
 * `npm run sim -- [--seeds N] [--seed S] [--workers W] [--mutants] [--restores] [--trace] [--json FILE]`: N runs
 * (2,000) of the simulator from seed S (1) on W processes (2); or, for each mutant, as many as it takes to find it. What
 * was found is printed, and written to FILE. Ends with 1 when a promise was broken, or a mutant not found.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { addCounts, type Failure, type SimulationReport, simulate } from '../src/testing/simulate.ts';
import { mutants } from '../test/simulation/mutants.ts';
import * as tables from '../test/simulation/tables.ts';
import type { Found } from './reliability-report.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    mutants: { type: 'boolean', default: false },
    restores: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const keep = (found: SimulationReport | readonly Found[]): void => {
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(found));
};
const system = { tables: Object.values(tables), migrations: 'test/simulation/migrations', restores: values.restores };

/** Much code is run, none of it often, and much is dropped at once: a sixth faster than with what V8 takes by itself. */
const swift = ['--min-semi-space-size=64', '--max-semi-space-size=64', '--always-sparkplug'];

/** A part of the runs, in a process of its own; its last line is its report. */
function share(seed: number, seeds: number): Promise<SimulationReport> {
  const restores = values.restores ? ['--restores'] : [];
  const given = ['--seed', String(seed), '--seeds', String(seeds), '--workers', '0', ...restores];
  const child = spawn(process.execPath, [...swift, import.meta.filename, ...given], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    child.on('error', reject);
    child.on('close', () => {
      const report: SimulationReport = JSON.parse(text);
      resolve(report);
    });
  });
}

function together(reports: readonly SimulationReport[]): SimulationReport {
  const counts: Record<string, number> = {};
  for (const report of reports) addCounts(counts, report.counts);
  return {
    seeds: reports.reduce((sum, { seeds }) => sum + seeds, 0),
    counts,
    failures: reports.flatMap(({ failures }) => failures),
    unrepeatable: reports.flatMap(({ unrepeatable }) => unrepeatable),
  };
}

function printFailure({ seed: failed, violations, steps, trace }: Failure): void {
  print(`\nseed ${failed}, made small (${steps.length} steps):`);
  for (const step of steps) print(`  ${step}`);
  for (const { invariant, message } of violations) print(`  ${invariant}: ${message}`);
  if (values.trace) for (const line of trace) print(`    ${line}`);
}

async function runAll(seed: number, seeds: number, workers: number): Promise<void> {
  const began = performance.now();
  const size = Math.ceil(seeds / workers);
  const parts = Array.from(
    { length: workers },
    (_, at) => [seed + at * size, Math.min(size, seeds - at * size)] as const,
  );
  const report = together(await Promise.all(parts.map(([from, count]) => share(from, count))));
  for (const [kind, count] of Object.entries(report.counts)) print(`${String(count).padStart(10)} ${kind}`);
  for (const failure of report.failures) printFailure(failure);
  for (const again of report.unrepeatable) print(`seed ${again} went otherwise when it was run again`);
  keep(report);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  print(`${report.seeds} seeds, ${report.counts.edits} edits, ${report.failures.length} failed, ${seconds} s`);
  if (report.failures.length + report.unrepeatable.length > 0) process.exitCode = 1;
}

async function killAll(seed: number): Promise<void> {
  const all: Found[] = [];
  for (const { name, budget, seams } of mutants) {
    const report = await simulate({ ...system, seed, seeds: budget, seams, shrinks: false, stopsAtFailure: true });
    const [failure] = report.failures;
    const by = failure?.violations[0]?.invariant;
    all.push({ name, seeds: report.seeds, by });
    const found = by === undefined ? 'NOT FOUND' : `found by ${by}`;
    print(`${found.padEnd(14)} in ${String(report.seeds).padStart(3)} of ${String(budget).padStart(3)} seeds: ${name}`);
    if (by === undefined) process.exitCode = 1;
  }
  keep(all);
}

const [seed, seeds, workers] = [Number(values.seed), Number(values.seeds), Number(values.workers)];
if (values.mutants) await killAll(seed);
else if (workers > 0) await runAll(seed, seeds, workers);
else print(JSON.stringify(await simulate({ ...system, seed, seeds })));
