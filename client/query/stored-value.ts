/** Values of records as filters and orders compare them. */
import type { FilterValue } from '../../src/protocol/checked-filter.ts';
import type { ColumnKind, Json } from '../../src/protocol/column-kind.ts';
import { canonicalWhole } from '../../src/protocol/decimal.ts';
import { literalAs } from '../../src/protocol/literal-value.ts';
import { parseTimestamp } from '../../src/protocol/timestamp.ts';

/** The value of a member of this kind; null for text that is no such value. Without a kind text is just text. */
export function storedValue(kind: ColumnKind | undefined, value: Json | undefined): FilterValue {
  if (typeof value === 'string') return fromText(kind, value);
  if (typeof value === 'number') return kind === 'bigint' ? fromText(kind, String(value)) : value;
  if (typeof value === 'boolean') return value;
  // Of JSON it counts only whether it is null.
  return value === null || value === undefined ? null : true;
}

function fromText(kind: ColumnKind | undefined, text: string): FilterValue {
  switch (kind) {
    case 'date':
      return instantOf(text);
    case 'day':
    case 'time':
    case 'bigint':
      return literalAs(kind, { kind: 'text', value: text }) ?? null;
    case 'number':
    case 'integer':
      // A big integer that was not declared.
      return canonicalWhole(text) === undefined ? null : Number(text);
    default:
      return text;
  }
}

// Servers with finer clocks than ours tell apart what is within a millisecond: here it is one of 31 places in it, since
// numbers are fine enough for those up to the year 9999.
function instantOf(text: string): number | null {
  const ms = parseTimestamp(text);
  if (ms === undefined) return null;
  const [, finer = '0'] = /\.\d{3}(\d+)/.exec(text) ?? [];
  return ms + Math.ceil(Number(`0.${finer}`) * 31) / 32;
}
