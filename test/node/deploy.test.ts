import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrateD1 } from '../../scripts/deploy/migrate-d1.ts';
import { openByWrangler } from '../../scripts/wrangler-database.ts';

const run = promisify(execFile);
const { signal } = new AbortController();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-deploy-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('npm run deploy -- --dry-run makes the Worker, with its database and its hours', async () => {
  const args = ['run', '-s', 'deploy', '--', '--dry-run', '--outdir', join(folder, 'out')];
  const { stdout } = await run('npm', args);
  expect(stdout).toContain('env.DB (tidemark)');
  expect(readdirSync(join(folder, 'out'))).toContain('index.js');
  // Workers of the free plan have 3 MB, compressed.
  const kilobytes = Number(/gzip: (?<size>[\d.]+) KiB/.exec(stdout)?.groups?.size);
  expect(kilobytes).toBeLessThan(1000);
});

test('migrations are applied once, Wrangler knows of them, and a guard that is missing is told of', async () => {
  const choose = ['--local', '--persist-to', join(folder, 'data')];
  const names = readdirSync('drizzle').filter((file) => file.endsWith('.sql'));
  expect(await migrateD1(choose, signal)).toEqual(names);
  expect(await migrateD1(choose, signal)).toEqual([]);
  const { stdout } = await run('npx', ['wrangler', 'd1', 'migrations', 'list', 'DB', ...choose]);
  expect(stdout).toContain('No migrations to apply');

  await openByWrangler(choose).write([{ sql: 'DROP TRIGGER todoitem_update_guard', params: [] }]);
  await expect(migrateD1(choose, signal)).rejects.toThrow(/asks for: todoitem_update_guard\. Run npm run db:generate/);
});
