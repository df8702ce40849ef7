/** The Workers under test: bundled as they are deployed, each side on a fresh database, on direct sockets to workerd. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type D1FromNode, loadEsbuild, loadMiniflare, type Miniflare } from './packages.ts';
import * as bareSql from './worker/bare-sql.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

// The newest date that this workerd knows is before that of wrangler.toml.
const compatibilityDate = '2026-04-01';

export type Hosts = {
  /** `src/index.ts`, unchanged. */
  readonly ours: URL;
  /** `bench/worker/bare.ts`, on a database of its own. */
  readonly bare: URL;
  /** `bench/worker/probe.ts`, on the database of `ours`. */
  readonly probe: URL;
  /** Starts `src/index.ts` once more, on a database with so many to-dos and nothing else. */
  openFilled(records: number): Promise<URL>;
  /** Ends all of them. */
  close(): Promise<void>;
};

/** Starts everything; each side is a process of workerd, with its data in the folder. */
export async function openHosts(folder: string): Promise<Hosts> {
  const bundles = await bundle(folder);
  const ours = await host(folder, 'ours', { ours: bundles.ours, probe: bundles.probe });
  const bare = await host(folder, 'bare', { bare: bundles.bare });
  const database = await ours.getD1Database('DB', 'ours');
  await migrate(database);
  const bareDatabase = await bare.getD1Database('DB', 'bare');
  await migrate(bareDatabase);
  await dropAllBut(bareDatabase, 'todoitem');
  await checkPlans(bareDatabase);
  const open = [ours, bare];
  return {
    ours: await ours.unsafeGetDirectURL('ours'),
    probe: await ours.unsafeGetDirectURL('probe'),
    bare: await bare.unsafeGetDirectURL('bare'),
    async openFilled(records) {
      const name = `filled-${records}`;
      const filled = await host(folder, name, { [name]: bundles.ours });
      open.push(filled);
      const database = await filled.getD1Database('DB', name);
      await migrate(database);
      await fill(database, records);
      return filled.unsafeGetDirectURL(name);
    },
    async close() {
      await Promise.all(open.map((each) => each.dispose()));
    },
  };
}

/** Bundles with the settings of Wrangler. */
async function bundle(folder: string) {
  const { build } = await loadEsbuild();
  const entries = { ours: 'src/index.ts', probe: 'bench/worker/probe.ts', bare: 'bench/worker/bare.ts' };
  const common = { bundle: true, format: 'esm', target: 'es2024', keepNames: true, logLevel: 'warning' };
  const conditions = ['workerd', 'worker', 'browser'];
  const outdir = join(folder, 'bundles');
  await build({
    ...common,
    conditions,
    absWorkingDir: root,
    entryPoints: entries,
    outdir,
    outExtension: { '.js': '.mjs' },
  });
  const path = (name: string): string => join(outdir, `${name}.mjs`);
  return { ours: path('ours'), probe: path('probe'), bare: path('bare') };
}

async function host(folder: string, name: string, workers: Readonly<Record<string, string>>): Promise<Miniflare> {
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
  return miniflare;
}

/** Applies drizzle/. */
async function migrate(database: D1FromNode): Promise<void> {
  for (const file of globSync('drizzle/*.sql', { cwd: root }).sort()) {
    const statements = readFileSync(join(root, file), 'utf8').split('--> statement-breakpoint');
    for (const statement of statements) await database.prepare(statement).run();
  }
}

/** Inserts to-dos as any SQL client may: triggers stamp them. Their ids are random, so that they lie in another order. */
async function fill(database: D1FromNode, records: number): Promise<void> {
  await database
    .prepare(`INSERT INTO todoitem (id, text, complete)
      WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ${records})
      SELECT lower(hex(randomblob(16))), 'Buy milk, bread and cheese for the weekend', n % 2 FROM counted`)
    .run();
}

/** Leaves one table and its indexes, without triggers: so the yardstick's table follows ours by itself. */
async function dropAllBut(database: D1FromNode, table: string): Promise<void> {
  const objects = `SELECT 'DROP ' || type || ' "' || name || '"' AS statement FROM sqlite_master
    WHERE type IN ('trigger', 'view', 'table') AND name <> '${table}' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'
    ORDER BY type = 'table'`;
  const { results } = await database.prepare(objects).all();
  for (const row of results) {
    if (row instanceof Object && 'statement' in row) await database.prepare(String(row.statement)).run();
  }
}

/** The yardstick may be no worse than SQLite allows: an index for each statement, and nothing sorted. */
async function checkPlans(database: D1FromNode): Promise<void> {
  for (const sql of Object.values(bareSql)) {
    const { results } = await database.prepare(`EXPLAIN QUERY PLAN ${sql.replaceAll(/\?\d/g, '1')}`).all();
    const plan = JSON.stringify(results);
    if (/SCAN todoitem(?! USING INDEX)|TEMP B-TREE/.test(plan))
      throw new Error(`The bare Worker's "${sql}" is slow: ${plan}`);
  }
}
