/** The kinds of column that a table may have, and what each is in TypeScript on the wire. */

/**
 * `bigint` is an integer of any size, as text on the wire; `json` any JSON value; `date` a point in time; `day` a date
 * without a time, `yyyy-MM-dd`; `time` a time of day, `HH:mm:ss.SSS`.
 */
export type ColumnKind = 'string' | 'number' | 'integer' | 'boolean' | 'date' | 'day' | 'time' | 'json' | 'bigint';

/** Any value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/** The JSON type of a column's value on the wire; a date is ISO 8601 text, a bigint decimal text. */
export type WireType = {
  string: string;
  number: number;
  integer: number;
  boolean: boolean;
  date: string;
  day: string;
  time: string;
  json: Json;
  bigint: string;
};
