/**
 * `npm run db:generate`: writes the migration from the last one to what the tables file declares now, with the clock's
 * view and every trigger made anew, since a rebuilt table has silently lost its own. Environment: TABLES (default
 * src/tables.ts) and MIGRATIONS (default drizzle).
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type SchemaObject, schemaObjects } from '../src/db/triggers.ts';
import type { SyncTable } from '../src/table/sync-table.ts';

const breakpoint = '\n--> statement-breakpoint\n';
const heading = '-- The clock and its guards (src/db/triggers.ts).';
const folder = process.env.MIGRATIONS ?? 'drizzle';

const migrations = (): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.sql'))
        .sort()
    : [];

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
  return at < 0 ? undefined : text.slice(at).trimEnd();
};

const before = migrations();
generate('--name', 'tables');
const tables: Record<string, SyncTable> = await import(pathToFileURL(resolve(process.env.TABLES ?? 'src/tables.ts')).href);
const guards = recreate(schemaObjects(Object.values(tables)));
const last = before.map(guardsOf).findLast((text) => text !== undefined);
if (migrations().length === before.length && last !== guards) generate('--custom', '--name', 'guards');
for (const file of migrations().filter((name) => !before.includes(name))) {
  appendFileSync(join(folder, file), `${breakpoint}${guards}\n`);
}
