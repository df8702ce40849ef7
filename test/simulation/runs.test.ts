import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { SimulationReport } from '../../src/testing/index.ts';

const seeds = 300;

/** By the command, whose processes have all code in one file: modules that Vitest brings come when they come. */
async function simulated(): Promise<SimulationReport> {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-runs-'));
  const file = join(folder, 'report.json');
  try {
    const args = ['scripts/sim.ts', '--seeds', String(seeds), '--seed', '1', '--json', file];
    // It ends with 1 where something failed, which its report says.
    const failed = ({ stdout }: { stdout: string }): boolean => process.stderr.write(stdout);
    await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 26 }).catch(failed);
    return JSON.parse(readFileSync(file, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test(`the service and its clients keep every promise in ${seeds} runs, and a run can be made again`, async () => {
  const { failures, unrepeatable, counts } = await simulated();
  expect(failures).toEqual([]);
  expect(unrepeatable).toEqual([]);
  expect(counts.edits).toBeGreaterThan(seeds * 150);
  expect(counts.restores).toBeGreaterThan(seeds / 3);
});
