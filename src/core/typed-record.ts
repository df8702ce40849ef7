/** Records as code gets them and gives them: with the members and types that they have on the wire. */
import type { Json } from '../protocol/column-kind.ts';
import { printTimestamp } from '../protocol/print-timestamp.ts';
import type { StoredValues } from '../table/body-schema.ts';
import type { RecordOf, SyncTable } from '../table/sync-table.ts';
import { recordPrinterForCode, type StoredRecord } from './record-body.ts';

/** A record with every member that its table declares, hidden ones too. */
export function toRecord(table: SyncTable, stored: StoredRecord): RecordOf<SyncTable> {
  return {
    ...recordPrinterForCode(table)(stored),
    id: table.idKind === 'integer' ? Number(stored.id) : String(stored.id),
    createdAt: printTimestamp(Number(stored.createdAt)),
    updatedAt: printTimestamp(Number(stored.updatedAt)),
    version: String(stored.version),
    deleted: stored.deleted === 1,
  };
}

/** The values that a checked body writes. */
export function toValues({ columns }: SyncTable, values: StoredValues): { readonly [column: string]: Json } {
  const printed = Object.entries(values).map(([name, value = null]): [string, Json] => {
    return [name, columns[name]?.kind === 'date' && typeof value === 'number' ? printTimestamp(value) : value];
  });
  return Object.fromEntries(printed);
}
