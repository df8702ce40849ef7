/**
 * `npm run report -- [--seeds N] [--seed S] [--kills K] [--into FILE]`: runs the simulator from N (2,000) seeds, all
 * mutants, and the suite that kills workerd K (30) times and aborts 200 requests. Writes what they showed to
 * `reliability-report.json` and into README.md; with FILE only there. Ends with 1 when anything did not hold.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Aborts, Kills } from '../test/node/faults/seen-faults.ts';
import { type Found, quoteReport, type Runs, reportOf } from './reliability-report.ts';
import { vitest } from './vitest.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '30' },
    into: { type: 'string' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'tidemark-report-'));

/** Runs a script that writes what it found as JSON into the file that it is given. */
function found<Result>(
  name: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Result {
  const file = join(folder, name);
  const all = args.map((arg) => (arg === 'FILE' ? file : arg));
  const { status } = spawnSync(process.execPath, all, {
    stdio: 'inherit',
    env: { ...process.env, ...variables, ...(variables.KILLS === undefined ? {} : { CRASH_REPORT: file }) },
  });
  if (status !== 0) process.exitCode = 1;
  const result: Result = JSON.parse(readFileSync(file, 'utf8'));
  return result;
}

const sim = fileURLToPath(new URL('sim.ts', import.meta.url));
try {
  const runs = found<Runs>('runs', [sim, '--seeds', values.seeds, '--seed', values.seed, '--json', 'FILE']);
  const mutants = found<readonly Found[]>('mutants', [sim, '--mutants', '--json', 'FILE']);
  const crash = [vitest, 'run', '--project', 'node', '--testTimeout=0', 'test/node/faults/crash.test.ts'];
  const seen = found<{ kills: Kills; aborts: Aborts }>('crash', crash, { KILLS: values.kills });
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const report = reportOf(commit, runs, mutants, seen);
  writeFileSync(values.into ?? 'reliability-report.json', `${JSON.stringify(report, null, 2)}\n`);
  if (values.into === undefined) writeFileSync('README.md', quoteReport(readFileSync('README.md', 'utf8'), report));
} finally {
  rmSync(folder, { recursive: true });
}
