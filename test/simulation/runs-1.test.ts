import { expect, test } from 'vitest';
import { simulate } from '../../src/testing/index.ts';
import { system } from './system.ts';

test('the service and its clients keep every promise in 150 runs, and a run can be made again', async () => {
  const report = await simulate({ ...system, seeds: 150, seed: 1 });
  expect(report.failures).toEqual([]);
  expect(report.unrepeatable).toEqual([]);
  expect(report.counts.edits).toBeGreaterThan(150 * 150);
  expect(report.counts.restores).toBeGreaterThan(50);
});
