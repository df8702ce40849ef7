/**
 * The server's copies of all records of a table, as far as they are here, those that say they were deleted included.
 */
import type { JsonRecord, RecordEntry } from '../queue/record-entry.ts';
import type { StoreTransaction } from '../store/local-store.ts';

const pageSize = 500;

/** Shows them a page at a time: a table may be larger than what should be held at once. */
export async function eachCopy(
  transaction: StoreTransaction,
  table: string,
  show: (copies: readonly JsonRecord[]) => unknown,
): Promise<void> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: readonly (readonly [string, RecordEntry])[] = await transaction
      .records(table)
      .list({ after, limit: pageSize });
    show(page.map(([, { server }]) => server).filter((copy) => copy !== undefined));
    after = page[pageSize - 1]?.[0];
  }
}
