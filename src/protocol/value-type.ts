/** The types of the parts of a filter. */
import type { ColumnKind } from './column-kind.ts';

/**
 * `whole` and `real` are numbers; they differ in `div`, which cuts whole numbers. `bigint` is decimal text that compares as
 * a number, `json` anything that can only be asked for null, `null` the literal.
 */
export type ValueType = 'text' | 'whole' | 'real' | 'boolean' | 'date' | 'day' | 'time' | 'bigint' | 'json' | 'null';

/** The type that a column has in filters. */
export const typeOfKind: Readonly<Record<ColumnKind, ValueType>> = {
  string: 'text',
  number: 'real',
  integer: 'whole',
  boolean: 'boolean',
  date: 'date',
  day: 'day',
  time: 'time',
  bigint: 'bigint',
  json: 'json',
};

/** How an error calls a value of the type. */
export const typeNames: Readonly<Record<ValueType, string>> = {
  text: 'text',
  whole: 'a number',
  real: 'a number',
  boolean: 'a condition',
  date: 'a date',
  day: 'a day',
  time: 'a time of day',
  bigint: 'a big integer',
  json: 'JSON',
  null: 'null',
};

export const isNumber = (type: ValueType): boolean => type === 'whole' || type === 'real';
