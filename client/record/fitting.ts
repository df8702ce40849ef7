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
  const compare = fitterOf(columns);
  return (row) => {
    if (!isRecord(row) || typeof row.id !== 'string') return 'It is no record with an id.';
    const { kept, odd } = compare(row);
    return odd ?? kept;
  };
}

/** What such a table keeps of a record that must not be left out: the members that fit. */
export function fittingMembers(columns: DeclaredColumns | undefined): (record: JsonRecord) => JsonRecord {
  const compare = fitterOf(columns);
  return (record) => compare(record).kept;
}

type Fit = {
  /** The members that fit. */
  readonly kept: JsonRecord;
  /** In words: there is no column for a member. */
  readonly unknown?: string;
  /** In words: a member is not of its column's kind. */
  readonly odd?: string;
};

/** Compares records with the columns that are declared; without any, all members fit. */
export function fitterOf(columns: DeclaredColumns | undefined): (record: JsonRecord) => Fit {
  const kinds = columns && knownColumns(columns);
  return (record) => {
    if (kinds === undefined) return { kept: record };
    const reasons: { unknown?: string; odd?: string } = {};
    const kept = Object.entries(record).filter(([name, value]) => {
      const kind = kinds.get(name);
      if (kind === undefined) reasons.unknown = `The table has no column "${name}".`;
      else if (isOfKind(value, kind)) return true;
      else reasons.odd = `"${name}" is no ${kind}.`;
      return false;
    });
    return { ...reasons, kept: Object.fromEntries(kept) };
  };
}

const jsonTypes: { readonly [kind in ColumnKind]?: string } = {
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
};

/** Whether JSON of the wire is a value of the kind; null is one of each. */
function isOfKind(value: Json, kind: ColumnKind): boolean {
  if (value === null || kind === 'json') return true;
  if (kind === 'integer') return Number.isSafeInteger(value);
  return typeof value === (jsonTypes[kind] ?? 'string') && wireValue(kind, value) !== null;
}
