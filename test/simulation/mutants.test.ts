import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkers, type Workers } from '../../scripts/simulation/workers.ts';
import { mutants } from './mutants.ts';

/** In a process that has all code in one file, where a seed makes the run that it makes for the command. */
let workers: Workers;
beforeAll(async () => {
  workers = await openWorkers(1);
});
afterAll(() => workers.close());

const common = mutants.filter(({ isRare }) => isRare !== true);

test.each(common)('it is noticed when $name', async ({ name, budget, seed = 1, restores = false }) => {
  const reports = await Promise.all(workers.run([{ seed, seeds: budget, restores, mutant: name }]));
  expect(reports.flatMap(({ failures }) => failures)).toHaveLength(1);
});
