/**
 * `npm run collect`: one collection (docs/retention.md) of the libSQL database that LIBSQL_URL and LIBSQL_AUTH_TOKEN
 * name, for services that no cron trigger wakes. `-- --keep-days 35` says how long the journal is kept. It goes on
 * until nothing is left to collect.
 */
import { parseArgs } from 'node:util';
import { realEnvironment } from '../src/core/environment.ts';
import { collect } from '../src/db/collect/collect.ts';
import { declaredTables } from './declared-tables.ts';
import { libsqlOfEnvironment } from './libsql-database.ts';
import { runCommand } from './run-command.ts';

const { values } = parseArgs({ options: { 'keep-days': { type: 'string', default: '35' } } });

await runCommand(async () => {
  const db = libsqlOfEnvironment();
  if (db === undefined) throw new Error('Set LIBSQL_URL; a D1 database is collected by its Worker.');
  const options = { keepJournal: { days: Number(values['keep-days']) }, maxSteps: 100 };
  const tables = await declaredTables();
  for (let more = true; more; ) {
    const { journal, tombstones, more: left } = await collect({ db, environment: realEnvironment }, tables, options);
    console.log(`${journal} rows of the journal and ${tombstones} tombstones are gone`);
    more = left;
  }
});
