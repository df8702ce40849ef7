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
    const fit = fitOf(row, kinds);
    if (typeof fit !== 'string') return [fit];
    unfit.push({ row, reason: fit });
    return [];
  });
}

/** What the table keeps of a row, or in words why it cannot. */
function fitOf(row: Json, kinds: ReadonlyMap<string, ColumnKind> | undefined): JsonRecord | string {
  if (!isRow(row)) return 'It is no record with an id.';
  if (kinds === undefined || isRemoved(row)) return row;
  const known = membersWhere(row, (name) => kinds.has(name));
  return misfitOf(known, kinds) ?? known;
}
