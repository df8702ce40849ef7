import { availableParallelism, tmpdir } from 'node:os';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { chromiumProjects } from './test/client/chromium-projects.ts';
import { memoryFolder } from './test/memory-folder.ts';
import { soakOf } from './test/soak.ts';

// No calls home, and no trace of every request written to disk.
process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= 'false';
process.env.WRANGLER_SEND_METRICS ??= 'false';
process.env.TMPDIR ??= memoryFolder() ?? tmpdir();

/**
 * What sends a database nothing that other tests do not send it: on libSQL it runs in soaks alone, such as with
 * FUZZ_TIMES=1.
 */
const withoutDriver = [
  'auth/**',
  'fuzz/**',
  'injection/{addresses,options}.test.ts',
  '{batch-conformance,cors,home,log,openapi,path-tricks,rate-limit,readme-code,swagger}.test.ts',
].map((path) => `test/worker/${path}`);

const worker = async (driver: 'd1' | 'libsql') => ({
  plugins: [
    cloudflareTest(async ({ inject }) => ({
      wrangler: { configPath: './wrangler.toml' },
      miniflare: {
        d1Databases: { OTHER_DB: 'other' },
        ratelimits: { TEST_RATE_LIMIT: { namespace_id: '1', simple: { limit: 3, period: 60 } } },
        bindings: {
          TEST_MIGRATIONS: await readD1Migrations('./test/worker/migrations'),
          ...(driver === 'libsql' ? { TEST_LIBSQL_URL: inject('libsqlUrl') } : {}),
        },
      },
    })),
  ],
  test: {
    name: driver,
    include: ['test/worker/**/*.test.ts'],
    exclude: driver === 'libsql' && soakOf(process.env) === undefined ? withoutDriver : [],
    // A worker takes seconds to start: it runs one file after another. `setup.ts` makes its databases new for each.
    isolate: false,
    setupFiles: ['test/worker/setup.ts'],
    globalSetup: driver === 'libsql' ? ['test/node/libsql-setup.ts'] : [],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

export default defineConfig(async () => ({
  test: {
    provide: { soak: soakOf(process.env) },
    // By itself, Vitest leaves one core to its own process, which has little to do.
    maxWorkers: availableParallelism(),
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], isolate: false, testTimeout: 60_000 } },
      {
        test: {
          name: 'client',
          isolate: false,
          include: ['test/client/**/*.test.ts'],
          exclude: ['test/client/browser/**', 'test/client/chromium/**', 'test/client/end-to-end/**'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'end-to-end',
          include: ['test/client/end-to-end/**/*.test.ts'],
          globalSetup: ['test/client/end-to-end/global-setup.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'legacy',
          include: ['test/legacy/*.test.ts'],
          globalSetup: ['test/legacy/global-setup.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'simulation',
          include: ['test/simulation/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 60_000,
        },
      },
      await worker('d1'),
      await worker('libsql'),
      { test: { name: 'node', include: ['test/node/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 } },
      ...chromiumProjects(),
    ],
  },
}));
