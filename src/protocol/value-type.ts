/** The types of the parts of a filter. */
import type { ColumnKind } from './column-kind.ts';

/**
 * The kinds of columns, and the `null` of literals. A `number` and an `integer` differ in `div`, which cuts those of
 * integers; a `bigint` compares as a number, and `json` can only be asked for null.
 */
export type ValueType = ColumnKind | 'null';

export const isNumber = (type: ValueType): boolean => type === 'integer' || type === 'number';

/** How an error calls a value of the type. */
export const typeNames: Readonly<Record<ValueType, string>> = {
  string: 'text',
  integer: 'a number',
  number: 'a number',
  boolean: 'a condition',
  date: 'a date',
  day: 'a day',
  time: 'a time of day',
  bigint: 'a big integer',
  json: 'JSON',
  null: 'null',
};
