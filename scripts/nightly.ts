/**
 * `npm run nightly`: all property tests, FUZZ_TIMES (20) as often as in CI but for at most FUZZ_MINUTES (5) each, from
 * the seed FUZZ_SEED (a new one). Each tells how far it came; a failure tells its seed and the smallest input.
 * Arguments go to Vitest: `npm run nightly -- --project d1 -t 'any text'` soaks some. Without any, the long runs of the
 * simulator and of the suite that kills workerd follow, from SIM_SEED (a new one) on: SIM_SEEDS (10,000) and KILLS
 * (1,000) of them.
 */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { vitest } from './vitest.ts';

const files = globSync('test/**/*.test.ts').filter((path) => readFileSync(path, 'utf8').includes("/runs.ts'"));

const { status } = spawnSync(process.execPath, [vitest, 'run', '--testTimeout=0', ...files, ...process.argv.slice(2)], {
  // Every project of Vitest reads its configuration anew: the seed is chosen here, for all of them.
  env: { FUZZ_SEED: String(Date.now() % 2 ** 31), ...process.env },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;

if (process.argv.length === 2) {
  const { SIM_SEED = String(Date.now() % 2 ** 31), SIM_SEEDS = '10000', KILLS = '1000' } = process.env;
  const script = fileURLToPath(new URL('report.ts', import.meta.url));
  const numbers = ['--seed', SIM_SEED, '--seeds', SIM_SEEDS, '--kills', KILLS, '--into', 'nightly-report.json'];
  const long = spawnSync(process.execPath, [script, ...numbers], { stdio: 'inherit' });
  if (long.status !== 0) process.exitCode = 1;
}
