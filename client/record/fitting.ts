/** Whether a record fits a local table. */
import type { ColumnKind, Json } from '../../src/protocol/column-kind.ts';
import { wireValue } from '../../src/protocol/wire-value.ts';
import type { JsonRecord } from '../queue/record-entry.ts';

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
export function isOfKind(value: Json, kind: ColumnKind | undefined): boolean {
  if (kind === undefined) return false;
  if (value === null || kind === 'json') return true;
  if (kind === 'integer') return Number.isSafeInteger(value);
  return typeof value === (jsonTypes[kind] ?? 'string') && wireValue(kind, value) !== null;
}
