/** Queries of a table on this device. */
import { type JsonRecord, visible } from '../queue/record-entry.ts';
import type { LocalStore } from '../store/local-store.ts';
import type { DeclaredColumns } from './columns.ts';
import { operationsOf } from './operations-of.ts';
import type { Query } from './query.ts';
import { type QueryResult, runQuery } from './run-query.ts';

/** What the app sees of the table and asks for. @throws SyncError if what the filter calls cannot be loaded */
export async function readLocal(
  transact: LocalStore['transact'],
  table: string,
  query: Query,
  columns: DeclaredColumns | undefined,
): Promise<QueryResult> {
  const operations = await operationsOf(query.filter);
  const entries = await transact('read', (transaction) => transaction.records(table).list());
  const records = entries.flatMap<JsonRecord>(([, entry]) => visible(entry) ?? []);
  return runQuery(records, query, operations, columns);
}
