/** Runs of the simulator that several processes share, and their reports as one. */
import { addCounts, type SimulationReport } from '../../src/testing/simulate.ts';
import type { Task } from './worker.ts';
import type { Workers } from './workers.ts';

/** So few that no process waits long for the last one. */
const seedsAtOnce = 25;

/** The report of all runs of a task. @throws Error if a process ends */
export async function runTogether(workers: Workers, { seed, seeds, ...task }: Task): Promise<SimulationReport> {
  const parts = Array.from({ length: Math.ceil(seeds / seedsAtOnce) }, (_, at): Task => {
    const done = at * seedsAtOnce;
    return { ...task, seed: seed + done, seeds: Math.min(seedsAtOnce, seeds - done) };
  });
  return together(await Promise.all(workers.run(parts)));
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
