/** Whether a record fits a local table. */
import type { ColumnKind, Json } from '../../src/protocol/column-kind.ts';
import { wireValue } from '../../src/protocol/wire-value.ts';
import { type DeclaredColumns, knownColumns } from '../query/columns.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { membersWhere } from '../queue/system-members.ts';

/** A record of the server as the table keeps it: `kept` is what fits, and `misfit` says in words what does not. */
export type Fitted = { readonly kept: JsonRecord; readonly misfit?: string | undefined };

/** A table with declared columns keeps these alone, besides the system properties; without, all of a record. */
export function fittedTo(columns: DeclaredColumns | undefined, record: JsonRecord): Fitted {
  if (columns === undefined) return { kept: record };
  const kinds = knownColumns(columns);
  const known = membersWhere(record, (name) => kinds.has(name));
  const misfit = misfitOf(known, kinds);
  return { kept: misfit ? membersWhere(known, (name, value) => isOfKind(value, kinds.get(name))) : known, misfit };
}

/** In words, which names the member: what such a table cannot keep; undefined if it can keep all. */
export function misfitOf(record: JsonRecord, kinds: ReadonlyMap<string, ColumnKind>): string | undefined {
  const odd = Object.keys(record).find((name) => !isOfKind(record[name] ?? null, kinds.get(name)));
  return odd === undefined ? odd : `"${odd}" is no ${kinds.get(odd) ?? 'column'}.`;
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
