/**
 * `npm run touch-all`: what to run after a database was restored from a backup (docs/retention.md). Databases are chosen
 * as `chosenDatabase` says.
 */
import { parseArgs } from 'node:util';
import { realEnvironment } from '../src/core/environment.ts';
import { touchAll } from '../src/db/touch-all.ts';
import { chosenDatabase, databaseOptions } from './chosen-database.ts';
import { declaredTables } from './declared-tables.ts';
import { runCommand } from './run-command.ts';

await runCommand(async () => {
  const { db } = chosenDatabase(parseArgs({ options: databaseOptions }).values);
  const tables = await declaredTables();
  await touchAll(db, tables, realEnvironment.version(), ({ table, records }) => {
    console.log(`${table}: ${records} records have new stamps`);
  });
});
