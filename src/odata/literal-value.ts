/** The value of a literal, as its own type or as the type of what it is compared with. */
import { dayOfMidnight, parseDay } from '../protocol/calendar-day.ts';
import type { Literal } from '../protocol/filter.ts';
import { parseTimeOfDay } from '../protocol/time-of-day.ts';
import { parseTimestamp } from '../protocol/timestamp.ts';
import type { ValueType } from '../protocol/value-type.ts';
import type { FilterValue } from './checked-filter.ts';
import { canonicalWhole } from './decimal.ts';

/** A literal's value; `type` is what it is by itself. Undefined only for a number that no double is near. */
export function literalValue(literal: Literal): { readonly type: ValueType; readonly value: FilterValue } | undefined {
  switch (literal.kind) {
    case 'null':
      return { type: 'null', value: null };
    case 'number': {
      const value = Number(literal.value);
      return Number.isFinite(value) ? { type: /[.e]/.test(literal.value) ? 'number' : 'integer', value } : undefined;
    }
    case 'text':
      return { type: 'string', value: literal.value };
    case 'date':
      return { type: 'date', value: literal.value };
    case 'day':
    case 'time':
      return { type: literal.kind, value: literal.value };
    case 'boolean':
      return { type: literal.kind, value: literal.value };
  }
}

/** The value that a literal of another type has where a value of `type` is wanted, or undefined if it has none. */
export function literalAs(type: ValueType, literal: Literal): FilterValue | undefined {
  switch (type) {
    case 'string':
      // Text columns that hold numbers are compared with them by old clients: `id eq 100`.
      return literal.kind === 'number' ? literal.value : undefined;
    case 'bigint':
      return literal.kind === 'number' ? canonicalWhole(literal.value) : fromText(literal, canonicalWhole);
    case 'date':
      if (literal.kind === 'day') return parseTimestamp(literal.value);
      return fromText(literal, parseTimestamp);
    case 'day':
      return literal.kind === 'date' ? dayOfMidnight(literal.value) : fromText(literal, parseDay);
    case 'time':
      return fromText(literal, parseTimeOfDay);
    default:
      return undefined;
  }
}

function fromText<T>(literal: Literal, parse: (text: string) => T | undefined): T | undefined {
  return literal.kind === 'text' ? parse(literal.value) : undefined;
}
