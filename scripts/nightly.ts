/**
 * `npm run nightly`: all property tests, FUZZ_TIMES (20) as often as in CI but for at most FUZZ_MINUTES (5) each, from the
 * seed FUZZ_SEED (a new one). Each tells how far it came; a failure tells its seed and the smallest input. Arguments go
 * to Vitest: `npm run nightly -- --project d1 -t 'any text'` soaks some.
 */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')));
const files = globSync('test/**/*.test.ts').filter((path) => readFileSync(path, 'utf8').includes("/runs.ts'"));

const { status } = spawnSync(process.execPath, [vitest, 'run', '--testTimeout=0', ...files, ...process.argv.slice(2)], {
  // Every project of Vitest reads its configuration anew: the seed is chosen here, for all of them.
  env: { FUZZ_SEED: String(Date.now() % 2 ** 31), ...process.env },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
