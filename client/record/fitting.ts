/** Whether a record of the server fits a local table. */

import { parseDay } from '../../src/protocol/calendar-day.ts';
import type { ColumnKind, Json } from '../../src/protocol/column-kind.ts';
import { parseTimeOfDay } from '../../src/protocol/time-of-day.ts';
import { parseTimestamp } from '../../src/protocol/timestamp.ts';
import { type DeclaredColumns, systemKinds } from '../query/columns.ts';
import type { JsonRecord } from '../queue/record-entry.ts';
import { isRecord } from '../transport/outcome.ts';

/** The record as the table keeps it, or in words why it cannot. */
export type Fitting = (row: Json) => JsonRecord | string;

/** A table with declared columns keeps these alone, besides the system properties; without, all that has an id. */
export function fittingOf(columns: DeclaredColumns | undefined): Fitting {
  if (columns === undefined)
    return (row) => (isRecord(row) && typeof row.id === 'string' ? row : 'It is no record with an id.');
  const kinds = { ...columns, ...systemKinds };
  return (row) => {
    if (!isRecord(row) || typeof row.id !== 'string') return 'It is no record with an id.';
    const members = Object.entries(row).filter(([name]) => Object.hasOwn(kinds, name));
    const odd = members.find(([name, value]) => !isOfKind(value, kinds[name]));
    return odd === undefined ? Object.fromEntries(members) : `"${odd[0]}" is no ${kinds[odd[0]]}.`;
  };
}

/** What such a table keeps of a record that must not be left out: the members that fit. */
export function fittingMembers(columns: DeclaredColumns | undefined): (record: JsonRecord) => JsonRecord {
  if (columns === undefined) return (record) => record;
  const kinds = { ...columns, ...systemKinds };
  const fits = ([name, value]: readonly [string, Json]): boolean =>
    Object.hasOwn(kinds, name) && isOfKind(value, kinds[name]);
  return (record) => Object.fromEntries(Object.entries(record).filter(fits));
}

/** Whether JSON of the wire is a value of the kind; null is one of each. */
export function isOfKind(value: Json, kind: ColumnKind | undefined): boolean {
  if (value === null || kind === 'json') return true;
  switch (kind) {
    case 'number':
      return typeof value === 'number';
    case 'integer':
      return Number.isSafeInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    default:
      return typeof value === 'string' && (formOf[kind ?? 'string']?.(value) ?? true);
  }
}

/** What text must be to be of a kind. */
const formOf: { readonly [kind in ColumnKind]?: (text: string) => boolean } = {
  date: (text) => parseTimestamp(text) !== undefined,
  day: (text) => parseDay(text) !== undefined,
  time: (text) => parseTimeOfDay(text) !== undefined,
  bigint: (text) => /^-?\d+$/.test(text),
};
