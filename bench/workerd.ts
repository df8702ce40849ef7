/** Workers on workerd: bundled as they are deployed, each process with a database of its own, on direct sockets. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type D1FromNode, loadEsbuild, loadMiniflare, type Miniflare } from './packages.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

// The newest date that this workerd knows is before that of wrangler.toml.
const compatibilityDate = '2026-04-01';

/**
 * Bundles these files of the project, by names, with the settings of Wrangler.
 * @returns the paths, by the same names
 */
export async function bundleWorkers<Name extends string>(
  folder: string,
  entries: Readonly<Record<Name, string>>,
): Promise<(name: Name) => string> {
  const { build } = await loadEsbuild();
  const outdir = join(folder, 'bundles');
  await build({
    bundle: true,
    format: 'esm',
    target: 'es2024',
    keepNames: false,
    logLevel: 'warning',
    conditions: ['workerd', 'worker', 'browser'],
    absWorkingDir: root,
    entryPoints: entries,
    outdir,
    outExtension: { '.js': '.mjs' },
  });
  return (name) => join(outdir, `${name}.mjs`);
}

/** A process with these Workers, bundles by their names, on one migrated database. */
export async function startWorkers(
  folder: string,
  name: string,
  workers: Readonly<Record<string, string>>,
): Promise<{ readonly miniflare: Miniflare; readonly database: D1FromNode }> {
  const { Miniflare } = await loadMiniflare();
  const miniflare = new Miniflare({
    host: '127.0.0.1',
    port: 0,
    cf: false,
    d1Persist: join(folder, name),
    workers: Object.entries(workers).map(([worker, path]) => ({
      name: worker,
      modules: [{ type: 'ESModule', path }],
      modulesRoot: join(folder, 'bundles'),
      compatibilityDate,
      d1Databases: { DB: name },
      unsafeDirectSockets: [{ host: '127.0.0.1', port: 0, entrypoint: 'default' }],
    })),
  });
  await miniflare.ready;
  const [first = name] = Object.keys(workers);
  const database = await miniflare.getD1Database('DB', first);
  await migrate(database);
  return { miniflare, database };
}

/** Applies drizzle/. */
async function migrate(database: D1FromNode): Promise<void> {
  for (const file of globSync('drizzle/*.sql', { cwd: root }).sort()) {
    const statements = readFileSync(join(root, file), 'utf8').split('--> statement-breakpoint');
    for (const statement of statements) await database.prepare(statement).run();
  }
}

/**
 * Inserts to-dos as any SQL client may: triggers stamp them. Their ids are random, so that they lie in another order.
 */
export async function fill(database: D1FromNode, records: number): Promise<void> {
  for (let made = 0; made < records; made += maxFilled) {
    await database
      .prepare(`INSERT INTO todoitem (id, text, complete)
        WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ${Math.min(records - made, maxFilled)})
        SELECT lower(hex(randomblob(16))), 'Buy milk, bread and cheese for the weekend', n % 2 FROM counted`)
      .run();
  }
}

/** Records that one statement makes: D1 gives a statement 30 seconds. */
const maxFilled = 100_000;
