/** The Workers under test, each side on a fresh database. */
import type { D1FromNode } from './packages.ts';
import * as bareSql from './worker/bare-sql.ts';
import { bundleWorkers, fill, startWorkers } from './workerd.ts';

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
  const entries = { ours: 'src/index.ts', probe: 'bench/worker/probe.ts', bare: 'bench/worker/bare.ts' };
  const pathOf = await bundleWorkers(folder, entries);
  const ours = await startWorkers(folder, 'ours', { ours: pathOf('ours'), probe: pathOf('probe') });
  const bare = await startWorkers(folder, 'bare', { bare: pathOf('bare') });
  await dropAllBut(bare.database, 'todoitem');
  await checkPlans(bare.database);
  const open = [ours.miniflare, bare.miniflare];
  return {
    ours: await ours.miniflare.unsafeGetDirectURL('ours'),
    probe: await ours.miniflare.unsafeGetDirectURL('probe'),
    bare: await bare.miniflare.unsafeGetDirectURL('bare'),
    async openFilled(records) {
      const name = `filled-${records}`;
      const { miniflare, database } = await startWorkers(folder, name, { [name]: pathOf('ours') });
      open.push(miniflare);
      await fill(database, records);
      return miniflare.unsafeGetDirectURL(name);
    },
    async close() {
      await Promise.all(open.map((each) => each.dispose()));
    },
  };
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
