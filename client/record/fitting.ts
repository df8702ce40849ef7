/** Whether a record fits a local table. */
import type { ColumnKind, Json } from '../../src/protocol/column-kind.ts';
import { wireValue } from '../../src/protocol/wire-value.ts';
import { type DeclaredColumns, knownColumns } from '../query/columns.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { isRecord } from '../transport/outcome.ts';

/** The record as the table keeps it, or in words why it cannot. */
export type Fitting = (row: Json) => JsonRecord | string;

/** A table with declared columns keeps these alone, besides the system properties; without, all that has an id. */
export function fittingOf(columns: DeclaredColumns | undefined): Fitting {
  const kinds = columns && knownColumns(columns);
  return (row) => {
    if (!isRecord(row) || typeof row.id !== 'string') return 'It is no record with an id.';
    if (kinds === undefined) return row;
    const kept = Object.entries(row).filter(([name]) => kinds.has(name));
    return misfitOf(kept, kinds) ?? Object.fromEntries(kept);
  };
}

/** What such a table keeps of a record that must not be left out: the members that fit. */
export function fittingMembers(columns: DeclaredColumns | undefined): (record: JsonRecord) => JsonRecord {
  if (columns === undefined) return (record) => record;
  const kinds = knownColumns(columns);
  return (record) => Object.fromEntries(Object.entries(record).filter((member) => !misfitOf([member], kinds)));
}

type Kinds = ReadonlyMap<string, ColumnKind>;

/** In words, which names the member: what such a table cannot keep; undefined if it can keep all. */
export function misfitOf(members: readonly (readonly [string, Json])[], kinds: Kinds): string | undefined {
  const odd = members.find(([name, value]) => !isOfKind(value, kinds.get(name)));
  return odd && `"${odd[0]}" is no ${kinds.get(odd[0]) ?? 'column'}.`;
}

const jsonTypes: { readonly [kind in ColumnKind]?: string } = {
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
};

/** Whether JSON of the wire is a value of the kind; null is one of each. */
function isOfKind(value: Json, kind: ColumnKind | undefined): boolean {
  if (kind === undefined) return false;
  if (value === null || kind === 'json') return true;
  if (kind === 'integer') return Number.isSafeInteger(value);
  return typeof value === (jsonTypes[kind] ?? 'string') && wireValue(kind, value) !== null;
}
