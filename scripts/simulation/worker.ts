/** A process that makes runs of the simulator: those that it is told, one task after the other. */
import { type SimulationReport, simulate } from '../../src/testing/simulate.ts';
import { mutants } from '../../test/simulation/mutants.ts';
import { system } from '../../test/simulation/system.ts';

export type Task = {
  readonly seed: number;
  readonly seeds: number;
  readonly restores: boolean;
  /** The bug with which the runs are made, up to the first that notices it. */
  readonly mutant?: string | undefined;
};

function taken({ mutant, ...task }: Task): Promise<SimulationReport> {
  if (mutant === undefined) return simulate({ ...system, ...task });
  const seams = mutants.find(({ name }) => name === mutant)?.seams;
  if (seams === undefined) throw new Error(`There is no mutant "${mutant}".`);
  return simulate({ ...system, ...task, seams, shrinks: false, stopsAtFailure: true });
}

process.on('message', (task: Task) => {
  taken(task).then(
    (report) => process.send?.({ report }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
