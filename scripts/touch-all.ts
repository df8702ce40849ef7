/**
 * `npm run touch-all -- [--after 2026-11-21T19:00:00.000Z]`: what to run after a database was restored from a backup
 * (docs/retention.md). Databases are chosen as `chosenDatabase` says.
 */
import { parseArgs } from 'node:util';
import { realEnvironment } from '../src/core/environment.ts';
import { type Touched, touchAll } from '../src/db/touch-all.ts';
import { chosenDatabase, databaseOptions } from './chosen-database.ts';
import { declaredTables } from './declared-tables.ts';
import { runCommand } from './run-command.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** @throws Error for what is no time, or so late that all stamps of a day would be ahead of the clock. */
function parseAfter(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const afterMs = Date.parse(text);
  if (afterMs < Date.now() + dayMs) return afterMs;
  throw new Error(`--after is "${text}": say a time, like ${new Date().toISOString()}, that is at most a day ahead.`);
}

await runCommand(async () => {
  const { after, ...chosen } = parseArgs({ options: { ...databaseOptions, after: { type: 'string' } } }).values;
  const afterMs = parseAfter(after);
  const { db } = chosenDatabase(chosen);
  const tell = ({ table, records }: Touched): void => console.log(`${table}: ${records} records have new stamps`);
  await touchAll(db, await declaredTables(), realEnvironment.version(), { afterMs, tell });
});
