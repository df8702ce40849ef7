/** A table's columns in the write path's SQL, where `o.entry` is the JSON of one operation. */
import type { ColumnKind } from '../../protocol/column-kind.ts';
import type { StoredValue, StoredValues } from '../../table/body-schema.ts';
import type { Column } from '../../table/column.ts';
import type { SyncTable } from '../../table/sync-table.ts';
import { jsonPath, quoted } from '../identifier.ts';
import { exactNumberSql, toExactNumber } from './exact-number.ts';

/** The members of an operation's JSON that have values by column. */
type Sent = 'values' | 'columns';

/** The values of an operation in the JSON that `sentValue` reads. */
export function printedValues({ columns }: SyncTable, values: StoredValues): StoredValues {
  const printed = Object.entries(values).map(([name, value]) => [name, printedValue(value, columns[name])] as const);
  return Object.fromEntries(printed);
}

/** The value of each column, in their order, in the JSON that `listedValues` reads. */
export function printedList({ columns }: SyncTable, values: StoredValues): readonly (StoredValue | undefined)[] {
  const list: (StoredValue | undefined)[] = [];
  for (const name in columns) list.push(printedValue(values[name], columns[name]));
  return list;
}

function printedValue(value: StoredValue | undefined, column: Column | undefined): StoredValue | undefined {
  return typeof value === 'number' && column?.kind === 'number' ? toExactNumber(value) : value;
}

/** How a value is read out of JSON so that it is stored as what it is. */
export function sentValue(name: string, kind: ColumnKind, sent: Sent = 'values'): string {
  return valueAt(jsonPath(sent, name), kind);
}

/** How the values are read of which `printedList` has made the end of a list; `before` are what stands before them. */
export function listedValues({ columns }: SyncTable, before: number): readonly string[] {
  return Object.values(columns).map(({ kind }, at) => valueAt(`'$[${before + at}]'`, kind));
}

function valueAt(path: string, kind: ColumnKind): string {
  // `->>` would make the JSON text "5" and the number 5 alike.
  if (kind === 'json') return `nullif(o.entry->${path}, 'null')`;
  return kind === 'number' ? exactNumberSql('o.entry', (index) => elementPath(path, index)) : `o.entry->>${path}`;
}

const elementPath = (path: string, index: number | undefined): string =>
  index === undefined ? path : `${path.slice(0, -1)}[${index}]'`;

const isSent = (name: string, sent: Sent = 'values'): string =>
  `json_type(o.entry, ${jsonPath(sent, name)}) IS NOT NULL`;

/** Per column, the sent value, or what `record` has where none was sent. */
export function mergedColumns(table: SyncTable, record: string): string[] {
  return Object.entries(table.columns).map(
    ([name, { kind }]) => `CASE WHEN ${isSent(name)} THEN ${sentValue(name, kind)} ELSE ${record}.${quoted(name)} END`,
  );
}

/** Whether `record` has every value that was sent. */
export function hasSentValues(table: SyncTable, record: string): string {
  return allOf(
    Object.entries(table.columns).map(
      ([name, { kind }]) => `(NOT ${isSent(name)} OR ${record}.${quoted(name)} IS ${sentValue(name, kind)})`,
    ),
  );
}

/**
 * Whether `record` has another value of a column that clients may repeat, but not change; undefined if there is none.
 */
export function changesFixed({ columns }: SyncTable, record: string): string | undefined {
  const same = Object.entries(columns).flatMap(([name, { kind, access }]) => {
    if (access !== 'readOnly' && access !== 'writeOnce') return [];
    return `(NOT ${isSent(name, 'columns')} OR ${record}.${quoted(name)} IS ${sentValue(name, kind, 'columns')})`;
  });
  return same.length === 0 ? undefined : `NOT ${allOf(same)}`;
}

/** A conjunction as a balanced tree: D1 takes expressions 100 levels deep, and a chain of 80 columns comes near. */
function allOf(terms: readonly string[]): string {
  const [first = '1'] = terms;
  if (terms.length <= 1) return first;
  const middle = terms.length >> 1;
  return `(${allOf(terms.slice(0, middle))} AND ${allOf(terms.slice(middle))})`;
}
