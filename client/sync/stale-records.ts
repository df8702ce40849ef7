/** Records on this device that a list should have shown, and has not. */
import type { Json } from '../../src/protocol/column-kind.ts';
import { isFilter } from '../query/is-filter.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import type { StoreTransaction } from '../store/local-store.ts';
import type { RecordKey } from '../store/working-set.ts';
import type { Asked } from './asked.ts';
import type { Device } from './device.ts';
import { eachCopy } from './each-copy.ts';
import { foundCopies } from './found-copies.ts';

/** Those of the copies left that the query finds; none for a query that is more than a filter. */
export async function staleRecords(
  device: Device,
  transaction: StoreTransaction,
  asked: Asked,
  isLeft: (copy: JsonRecord) => boolean,
): Promise<readonly RecordKey[]> {
  const stale: RecordKey[] = [];
  const { table, query } = asked;
  if (!isFilter(query)) return stale;
  await eachCopy(transaction, table, (copies) => {
    const found = foundCopies(device, asked, copies.filter(isLeft));
    stale.push(...found.map(({ id }) => ({ table, id: String(id) })));
  });
  return stale;
}

/** The versions of all of them, by id. */
export async function versionsOf(transaction: StoreTransaction, table: string): Promise<ReadonlyMap<string, Json>> {
  const versions = new Map<string, Json>();
  await eachCopy(transaction, table, (copies) => {
    for (const { id, version = null } of copies) versions.set(String(id), version);
  });
  return versions;
}
