import { expect, test } from 'vitest';
import { simulate } from '../../src/testing/index.ts';
import { mutants } from './mutants.ts';
import { system } from './system.ts';

test.each(mutants)('it is noticed when $name', async ({ budget, restores = false, seams }) => {
  const report = await simulate({ ...system, seeds: budget, restores, seams, shrinks: false, stopsAtFailure: true });
  expect(report.failures).toHaveLength(1);
});
