/** The value of a literal, as its own type or as the type of what it is compared with. */
import type { Literal } from './filter.ts';
import { isNumber, type ValueType } from './value-type.ts';
import { type Value, wireValue } from './wire-value.ts';

/** What else is written where a value of the type is wanted: `id eq 100`, `due eq '2026-11-21'`. */
const alsoWritten: { readonly [type in ValueType]?: string } = {
  string: 'number',
  bigint: 'number text',
  date: 'day text',
  day: 'date text',
  time: 'text',
};

type TypedValue = { readonly type: ValueType; readonly value: Value };

/** The literal as a value of the type that is wanted, if it can be one, and else of its own type. */
export function typedLiteral(literal: Literal, wanted: ValueType): TypedValue {
  const { kind } = literal;
  const json = kind === 'date' ? new Date(literal.value).toISOString() : literal.value;
  // A midnight is its day.
  const written = wanted === 'day' ? String(json).replace('T00:00:00.000Z', '') : json;
  const value = alsoWritten[wanted]?.includes(kind) ? wireValue(wanted, written) : null;
  if (value !== null) return { type: wanted, value };
  const type = ownType(literal, wanted);
  return { type, value: wireValue(type, json) };
}

function ownType({ kind, value }: Literal, wanted: ValueType): ValueType {
  if (kind === 'text') return 'string';
  if (kind !== 'number') return kind;
  if (/[.e]/.test(value)) return 'number';
  // No number column has what no double holds: a member next to it of which nothing else is known is a big integer.
  return isNumber(wanted) || Number.isSafeInteger(Number(value)) ? 'integer' : 'bigint';
}
