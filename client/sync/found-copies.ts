/** What a list has of copies that are here. Loaded with the first that asks. */
import { operations } from '../../src/protocol/filter-operation.ts';
import { wholeTable } from '../query/query.ts';
import { runQuery } from '../query/run-query.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import type { Asked } from './asked.ts';
import type { Device } from './device.ts';

/** Those that the filter of the query finds, whatever else it asks for. */
export function foundCopies(
  { tableOptions }: Device,
  { table, query: { filter } }: Asked,
  copies: readonly JsonRecord[],
): readonly JsonRecord[] {
  return runQuery(copies, { ...wholeTable, filter }, operations, tableOptions(table).columns).records;
}
