/** The migrations of `drizzle/` on a D1 database, with nothing cut off. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db } from '../../src/db/db.ts';
import { schemaObjects } from '../../src/db/triggers.ts';
import { declaredTables } from '../declared-tables.ts';
import { runWranglerQuietly } from '../wrangler.ts';
import { openByWrangler } from '../wrangler-database.ts';

const folder = 'drizzle';
/** Wrangler's own list, so that `wrangler d1 migrations` and this go on from each other. */
const list =
  'CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, ' +
  'applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)';

/**
 * Applies those that the database does not have yet, each in one go, and looks whether all guards are there. Not by
 * `wrangler d1 migrations apply`, which has cut the bodies of triggers in remote databases; `d1 execute --file` has
 * not.
 *
 * @param choose the arguments of `wrangler d1 execute DB` that say which database
 * @returns the names of those that were applied
 * @throws Error that says which could not be, or which guards are not as they should be.
 */
export async function migrateD1(choose: readonly string[], stop: AbortSignal): Promise<readonly string[]> {
  const db = openByWrangler(choose);
  const [, rows = []] = await db.write([
    { sql: list, params: [] },
    { sql: 'SELECT name FROM d1_migrations', params: [] },
  ]);
  const applied = new Set(rows.map(({ name }) => name));
  const pending = readdirSync(folder)
    .filter((file) => file.endsWith('.sql') && !applied.has(file))
    .sort();
  for (const name of pending) await applyFile(name, choose, stop);
  await checkGuards(db);
  return pending;
}

async function applyFile(name: string, choose: readonly string[], stop: AbortSignal): Promise<void> {
  const at = mkdtempSync(join(tmpdir(), 'tidemark-migration-'));
  try {
    const file = join(at, name);
    const done = `INSERT INTO d1_migrations (name) VALUES ('${name}');`;
    writeFileSync(file, `${readFileSync(join(folder, name), 'utf8')}\n${done}\n`);
    const code = await runWranglerQuietly(['d1', 'execute', 'DB', ...choose, '--yes', '--file', file], stop);
    if (code !== 0) throw new Error(`${name} could not be applied; nothing of it was.`);
  } finally {
    rmSync(at, { recursive: true });
  }
}

async function checkGuards(db: Db): Promise<void> {
  const sql = "SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')";
  const [rows = []] = await db.read([{ sql, params: [] }]);
  const found = new Map(rows.map((row) => [row.name, row.sql]));
  const wrong = schemaObjects(await declaredTables()).filter(({ name, create }) => found.get(name) !== create);
  if (wrong.length === 0) return;
  const names = wrong.map(({ name }) => name).join(', ');
  throw new Error(
    `In the database these are missing, or not what src/tables.ts asks for: ${names}. Run npm run db:generate, commit the migration, and deploy again.`,
  );
}
