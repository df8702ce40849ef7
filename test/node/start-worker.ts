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
  /** The folder whose module it runs, on its `migrations`; without it, src/index.ts. */
  readonly folder?: string;
  /** The module there; `served.ts`. */
  readonly entry?: string;
  /** Whether it answers by https, with a certificate that nobody has signed. */
  readonly secure?: boolean;
  /** Whether it has the files of `examples/todo`, as they were built last. */
  readonly app?: boolean;
};

/** A worker that answers at `url` until it is stopped. Several may run at once; none shares its data. */
export async function startWorker({ vars = {}, ...options }: StartOptions = {}): Promise<RunningWorker> {
  const own = mkdtempSync(join(tmpdir(), 'worker-'));
  const harness = createTestHarness({ workers: [{ configPath: copyConfig(own, options), vars }] });
  const stop = async (): Promise<void> => {
    await harness.close();
    rmSync(own, { recursive: true, force: true });
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
function copyConfig(
  to: string,
  { folder, entry = 'served.ts', secure = false, app = false }: Omit<StartOptions, 'vars'>,
): string {
  const config = readFileSync('wrangler.toml', 'utf8');
  const service = config.replace(app ? /^\[build\]\n(?:.+\n)*/m : /^\[(?:build|assets)\]\n(?:.+\n)*/gm, '');
  const served: Readonly<Record<string, string>> = folder
    ? { main: join(folder, entry), migrations_dir: join(folder, 'migrations') }
    : {};
  const absolute = service.replace(
    /^(main|migrations_dir|directory) = "(.+)"$/gm,
    (_, name: string, own: string) => `${name} = ${JSON.stringify(resolve(served[name] ?? own))}`,
  );
  const copy = join(to, 'wrangler.toml');
  writeFileSync(copy, secure ? `${absolute}\n[dev]\nlocal_protocol = "https"\n` : absolute);
  return copy;
}
