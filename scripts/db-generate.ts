/**
 * `npm run db:generate`: writes the migration from the last one to what the tables file declares now, with the clock's
 * view and every trigger made anew, since a rebuilt table has silently lost its own, and triggers of options that are
 * no more dropped. Environment: TABLES (default src/tables.ts) and MIGRATIONS (default drizzle).
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { seedStatements } from '../src/db/seed.ts';
import { type SchemaObject, schemaObjects } from '../src/db/triggers.ts';
import { declaredTables } from './declared-tables.ts';
import { copyOldColumns } from './rebuild-copy.ts';

const breakpoint = '\n--> statement-breakpoint\n';
const heading = '-- The clock and its guards (src/db/triggers.ts).';
const seedHeading = '-- The records that new tables are born with; the guards stamp them.';
const folder = process.env.MIGRATIONS ?? 'drizzle';

const filesIn = (path: string, ending: string): string[] =>
  existsSync(path)
    ? readdirSync(path)
        .filter((file) => file.endsWith(ending))
        .sort()
    : [];
const migrations = (): string[] => filesIn(folder, '.sql');

function generate(...more: string[]): void {
  const args = ['drizzle-kit', 'generate', '--config', 'drizzle/config.ts', ...more];
  const { status } = spawnSync('npx', args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

/** Statements that make the objects anew, whether or not they are there. */
function recreate(objects: readonly SchemaObject[]): string {
  const statements = objects.flatMap(({ kind, name, create }) => [
    `DROP ${kind.toUpperCase()} IF EXISTS "${name}";`,
    `${create};`,
  ]);
  return [heading, statements.join(breakpoint)].join('\n');
}

const guardsOf = (file: string): string | undefined => {
  const text = readFileSync(join(folder, file), 'utf8');
  const at = text.indexOf(heading);
  const [guards = ''] = text.slice(at).split(`${breakpoint}${seedHeading}`);
  return at < 0 ? undefined : guards.trimEnd();
};

const snapshot = z.object({ tables: z.record(z.string(), z.object({ columns: z.record(z.string(), z.unknown()) })) });

/** The columns that a table has in drizzle-kit's last snapshot. */
function lastColumns(): (table: string) => ReadonlySet<string> {
  const file = filesIn(join(folder, 'meta'), '_snapshot.json').at(-1);
  if (file === undefined) return () => new Set();
  const { tables } = snapshot.parse(JSON.parse(readFileSync(join(folder, 'meta', file), 'utf8')));
  return (table) => new Set(Object.keys(tables[table]?.columns ?? {}));
}

const before = migrations();
const columnsBefore = lastColumns();
generate('--name', 'tables');
const tables = await declaredTables();
const objects = schemaObjects(tables);
const guards = recreate(objects);
const seeds = tables
  .filter(({ name }) => columnsBefore(name).size === 0)
  .flatMap((table) => seedStatements(table, randomUUID));
const lastGuards = before.map(guardsOf).findLast((text) => text !== undefined);
// An option can change a guard without changing a column, which drizzle-kit does not see.
if (migrations().length === before.length && lastGuards !== guards) generate('--custom', '--name', 'guards');
const wanted = new Set(objects.map(({ name }) => name));
const dropped = [...(lastGuards ?? '').matchAll(/^CREATE TRIGGER "([^"]+)"/gm)].flatMap(([, name = '']) =>
  wanted.has(name) ? [] : [`DROP TRIGGER IF EXISTS "${name}";`],
);
for (const file of migrations().filter((name) => !before.includes(name))) {
  const path = join(folder, file);
  const migration = copyOldColumns(readFileSync(path, 'utf8'), columnsBefore);
  const born = seeds.length === 0 ? [] : [[seedHeading, seeds.join(breakpoint)].join('\n')];
  writeFileSync(path, `${[migration, ...dropped, guards, ...born].join(breakpoint)}\n`);
}
