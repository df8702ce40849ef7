/** Several reports of the simulator as one. */
import { addCounts, type SimulationReport } from '../../src/testing/simulate.ts';

export function together(reports: readonly SimulationReport[]): SimulationReport {
  const counts: Record<string, number> = {};
  for (const report of reports) addCounts(counts, report.counts);
  return {
    seeds: reports.reduce((sum, { seeds }) => sum + seeds, 0),
    counts,
    failures: reports.flatMap(({ failures }) => failures),
    unrepeatable: reports.flatMap(({ unrepeatable }) => unrepeatable),
  };
}
