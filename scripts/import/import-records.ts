/** Records into a table, a batch at a time. */
import { type ImportedRecord, importStatement, printImported } from '../../src/db/import.ts';
import { ProblemError } from '../../src/protocol/problem.ts';
import type { SyncTable } from '../../src/table/sync-table.ts';
import type { ChosenDatabase } from '../chosen-database.ts';
import type { Found } from './read-records.ts';

/** How many records the import has put into the table, and how many were there before. */
type Imported = { readonly inserted: number; readonly present: number };

export type Unfit = { readonly where: string; readonly detail: string };

type Import = {
  readonly table: SyncTable;
  readonly records: AsyncIterable<Found>;
  /** @throws ProblemError that says why these members are no record of the table. */
  readonly toRecord: (members: unknown) => ImportedRecord;
  /** Is told of each record that is left out. */
  readonly tellUnfit: (unfit: Unfit) => void;
};

const maxBatchRecords = 1000;

/**
 * Inserts the records in their order, in transactions of up to 1,000, and tells after each how far it has come. Those
 * whose ids are taken stay as they are, and those that do not fit are left out: ended in the middle, or with a file put
 * right, it can be run again.
 *
 * @throws DatabaseError when the database fails.
 */
export async function* importRecords({ db, maxTextBytes }: ChosenDatabase, wanted: Import): AsyncGenerator<Imported> {
  for await (const batch of batches(wanted, maxTextBytes)) {
    const [rows = []] = await db.write([importStatement(wanted.table, batch)]);
    yield { inserted: rows.length, present: batch.length - rows.length };
  }
}

/** Printed records, as many together as the database takes in one text. */
async function* batches({ table, records, toRecord, tellUnfit }: Import, maxBytes: number): AsyncGenerator<string[]> {
  let batch: string[] = [];
  let bytes = 0;
  for await (const { where, members } of records) {
    const printed = printRecord(table, () => toRecord(members), maxBytes);
    if (typeof printed !== 'string') {
      tellUnfit({ where, detail: printed.detail });
      continue;
    }
    const more = Buffer.byteLength(printed) + 1;
    if (batch.length === maxBatchRecords || (batch.length > 0 && bytes + more > maxBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(printed);
    bytes += more;
  }
  if (batch.length > 0) yield batch;
}

function printRecord(
  table: SyncTable,
  toRecord: () => ImportedRecord,
  maxBytes: number,
): string | { readonly detail: string } {
  try {
    const printed = printImported(table, toRecord());
    const bytes = Buffer.byteLength(printed);
    return bytes < maxBytes
      ? printed
      : { detail: `The record has ${bytes} bytes; this way takes less than ${maxBytes}.` };
  } catch (error) {
    if (error instanceof ProblemError) return { detail: error.detail };
    throw error;
  }
}
