/** Records on this device that a list should have shown, and has not. */
import { operations } from '../../src/protocol/filter-operation.ts';
import { isFilter } from '../query/is-filter.ts';
import { wholeTable } from '../query/query.ts';
import { runQuery } from '../query/run-query.ts';
import type { StoreTransaction } from '../store/local-store.ts';
import type { RecordKey } from '../store/working-set.ts';
import type { Asked } from './asked.ts';
import type { Device } from './device.ts';

const pageSize = 500;

/** Those whose copies of the server's record the query finds; none for a query that is more than a filter. */
export async function staleRecords(
  { tableOptions }: Device,
  transaction: StoreTransaction,
  { table, query }: Asked,
  shown: ReadonlySet<string>,
): Promise<readonly RecordKey[]> {
  const stale: RecordKey[] = [];
  const { filter } = query;
  for (let after: string | undefined = ''; after !== undefined && isFilter(query); ) {
    const page: Awaited<ReturnType<ReturnType<StoreTransaction['records']>['list']>> = await transaction
      .records(table)
      .list({ after, limit: pageSize });
    const copies = page.flatMap(([id, { server }]) => (server === undefined || shown.has(id) ? [] : [server]));
    const found = runQuery(copies, { ...wholeTable, filter }, operations, tableOptions(table).columns).records;
    stale.push(...found.map(({ id }) => ({ table, id: String(id) })));
    after = page[pageSize - 1]?.[0];
  }
  return stale;
}
