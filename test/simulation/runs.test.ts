import { expect, test } from 'vitest';
import { runTogether } from '../../scripts/simulation/together.ts';
import { openWorkers } from '../../scripts/simulation/workers.ts';

const seeds = 300;

/** In processes that have all code in one file: modules that Vitest brings come when they come. */
test(`the service and its clients keep every promise in ${seeds} runs, and a run can be made again`, async () => {
  const workers = await openWorkers(2);
  try {
    const { failures, unrepeatable, counts } = await runTogether(workers, { seed: 1, seeds, restores: true });
    expect(failures).toEqual([]);
    expect(unrepeatable).toEqual([]);
    expect(counts.edits).toBeGreaterThan(seeds * 150);
    expect(counts.restores).toBeGreaterThan(seeds / 3);
  } finally {
    workers.close();
  }
});
