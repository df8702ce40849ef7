/**
 * `npm run export -- TABLE FILE`: all records of a table into a CSV, JSON or NDJSON file, deleted ones too, which
 * `npm run import` takes. Databases are chosen as `chosenDatabase` says.
 */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { recordPrinterForCode } from '../src/core/record-body.ts';
import { exportPages } from '../src/db/export.ts';
import { chosenDatabase, databaseOptions } from './chosen-database.ts';
import { declaredTable } from './declared-tables.ts';
import { formatOf } from './import/file-format.ts';
import { type RecordText, recordText } from './import/write-records.ts';
import { runCommand } from './run-command.ts';

await runCommand(async () => {
  const { values, positionals } = parseArgs({ options: databaseOptions, allowPositionals: true });
  const [name, file, ...more] = positionals;
  if (name === undefined || file === undefined || more.length > 0) throw new Error('npm run export -- TABLE FILE');
  const { db } = chosenDatabase(values);
  const table = await declaredTable(name);
  const text = recordText(formatOf(file), table);
  const toBody = recordPrinterForCode(table);
  let records = 0;
  async function* texts({ head, print, between, tail }: RecordText): AsyncGenerator<string> {
    yield head;
    for await (const rows of exportPages(db, table)) {
      yield `${records === 0 ? '' : between}${rows.map((row) => print(toBody(row))).join(between)}`;
      records += rows.length;
    }
    yield tail;
  }
  // `wx`: never over a file that is there.
  await pipeline(Readable.from(texts(text)), createWriteStream(file, { flags: 'wx' }));
  console.log(`${table.name}: ${records} records are in ${file}`);
});
