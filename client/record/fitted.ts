/** Records of the server as a table with declared columns keeps them. Loaded with the first of them. */
import type { ColumnKind, Json } from '../../src/protocol/column-kind.ts';
import { type DeclaredColumns, knownColumns } from '../query/columns.ts';
import { isRemoved } from '../queue/merge-row.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { membersWhere } from '../queue/system-members.ts';
import { isRow } from '../transport/outcome.ts';
import { isOfKind, misfitOf } from './fitting.ts';

/** A record of the server that the local table cannot take, and why; the others are pulled all the same. */
export type Unfit = { readonly row: unknown; readonly reason: string };

/** What fits of a record: such a table keeps its columns alone, besides the system properties. */
export function fittedTo(columns: DeclaredColumns, record: JsonRecord): JsonRecord {
  const kinds = knownColumns(columns);
  return membersWhere(record, (name, value) => isOfKind(value, kinds.get(name)));
}

/** The records that the table takes; the others are noted. */
export function fittingRows(
  columns: DeclaredColumns | undefined,
  rows: readonly Json[],
  unfit: Unfit[],
): readonly JsonRecord[] {
  const kinds = columns && knownColumns(columns);
  return rows.flatMap((row): readonly JsonRecord[] => {
    const [kept, reason] = isRow(row) ? fittingRow(kinds, row) : [undefined, 'It is no record with an id.'];
    if (kept !== undefined && reason === undefined) return [kept];
    unfit.push({ row, reason: reason ?? '' });
    return [];
  });
}

/** What such a table keeps of the record, and what of that it cannot take. */
function fittingRow(
  kinds: ReadonlyMap<string, ColumnKind> | undefined,
  row: JsonRecord,
): readonly [JsonRecord, string | undefined] {
  if (kinds === undefined || isRemoved(row)) return [row, undefined];
  const known = membersWhere(row, (name) => kinds.has(name));
  return [known, misfitOf(known, kinds)];
}
