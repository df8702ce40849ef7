/**
 * `npm run import -- TABLE FILE`: the records of a CSV, JSON or NDJSON file into a table (docs/moving-data.md). Ids and
 * `createdAt` are kept, stamps and versions are new. Databases are chosen as `chosenDatabase` says. `--skip A,B` leaves
 * members of the file out; `--null TEXT` is what a CSV file has where there is no value, by default an empty cell.
 */
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chosenDatabase, databaseOptions } from './chosen-database.ts';
import { declaredTable } from './declared-tables.ts';
import { formatOf } from './import/file-format.ts';
import { importRecords, type Unfit } from './import/import-records.ts';
import { recordImporter } from './import/imported-record.ts';
import { openProgress } from './import/progress.ts';
import { openRecordFile } from './import/read-records.ts';
import { runCommand } from './run-command.ts';

const importOptions = { skip: { type: 'string', default: '' }, null: { type: 'string', default: '' } } as const;

/** A file of the wrong kind has a fault in each line. */
const maxPrintedFaults = 20;

await runCommand(async () => {
  const options = { ...databaseOptions, ...importOptions };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [name, file, ...more] = positionals;
  if (name === undefined || file === undefined || more.length > 0) throw new Error('npm run import -- TABLE FILE');
  const { skip, null: nothing, ...choose } = values;
  const database = chosenDatabase(choose);
  const table = await declaredTable(name);
  const format = formatOf(file);
  const toRecord = recordImporter(table, {
    skip: new Set(skip.split(',')),
    nothing: format === 'csv' ? nothing : undefined,
  });
  const { records, bytesRead } = openRecordFile(file, format);
  const bytes = statSync(file).size;
  const progress = openProgress(process.stderr);
  let [inserted, present, unfit] = [0, 0, 0];
  const tellUnfit = ({ where, detail }: Unfit): void => {
    unfit += 1;
    if (unfit <= maxPrintedFaults) console.error(`${where}: ${detail}`);
    process.exitCode = 1;
  };
  try {
    for await (const batch of importRecords(database, { table, records, toRecord, tellUnfit })) {
      inserted += batch.inserted;
      present += batch.present;
      progress.show(bytesRead() / bytes, `${inserted + present} records`);
    }
  } finally {
    progress.end();
    console.log(`${table.name}: ${inserted} imported, ${present} were there, ${unfit} left out`);
  }
});
