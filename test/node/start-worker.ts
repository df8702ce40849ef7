/** The real worker, as `wrangler dev` runs it, with an empty migrated database that is gone when it stops. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createTestHarness } from 'wrangler';

export type RunningWorker = {
  /** Where it answers, without a slash at the end. */
  readonly url: string;
  stop(): Promise<void>;
};

export type StartOptions = {
  /** Variables in addition to those of wrangler.toml, such as LIBSQL_URL. */
  readonly vars?: Readonly<Record<string, string>>;
  /** Whether it serves the tables of the tests, instead of those of src/tables.ts. */
  readonly testTables?: boolean;
};

/** A worker that answers at `url` until it is stopped. Several may run at once; none shares its data. */
export async function startWorker({ vars = {}, testTables = false }: StartOptions = {}): Promise<RunningWorker> {
  const folder = mkdtempSync(join(tmpdir(), 'worker-'));
  const harness = createTestHarness({ workers: [{ configPath: copyConfig(folder, testTables), vars }] });
  const stop = async (): Promise<void> => {
    await harness.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { url } = await harness.listen();
    await harness.getWorker().applyD1Migrations('DB');
    return { url: url.origin, stop };
  } catch (cause) {
    await stop();
    throw new Error('The worker did not start.', { cause });
  }
}

/**
 * Copies wrangler.toml away from `.dev.vars`, which wrangler reads beside it: a LIBSQL_URL there names the developer's
 * own database.
 */
function copyConfig(folder: string, testTables: boolean): string {
  const config = readFileSync('wrangler.toml', 'utf8');
  const absolute = config.replace(/^(main|migrations_dir) = "(.+)"$/gm, (_, name: string, own: string) => {
    const ofTests = name === 'main' ? 'test/worker/served.ts' : 'test/worker/migrations';
    return `${name} = ${JSON.stringify(resolve(testTables ? ofTests : own))}`;
  });
  const copy = join(folder, 'wrangler.toml');
  writeFileSync(copy, absolute);
  return copy;
}
