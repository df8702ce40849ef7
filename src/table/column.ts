/** The columns that a table declares. */
import type { ColumnKind, WireType } from '../protocol/column-kind.ts';

/** One declared column. A column is nullable unless it is required or has a default. */
export type Column<Kind extends ColumnKind = ColumnKind, Nullable extends boolean = boolean> = {
  readonly kind: Kind;
  readonly nullable: Nullable;
  /** The value of a record that leaves the member out; undefined when the member must be given. */
  readonly default: WireType[Kind] | null | undefined;
  /** The most UTF-16 code units that text of this column may have. */
  readonly maxLength: number | undefined;
};

type Filled<Kind extends ColumnKind> = { readonly required: true } | { readonly default: WireType[Kind] };
type TextOptions = { readonly maxLength?: number };
type Options<Kind extends ColumnKind> = TextOptions & { readonly required?: true; readonly default?: WireType[Kind] };

function column<Kind extends ColumnKind>(kind: Kind, options: Options<Kind>): Column<Kind> {
  const nullable = options.required === undefined && options.default === undefined;
  return { kind, nullable, default: nullable ? null : options.default, maxLength: options.maxLength };
}

/** Text; any well-formed Unicode but NUL characters, kept to the letter. */
export function string(options: TextOptions & Filled<'string'>): Column<'string', false>;
export function string(options?: TextOptions): Column<'string', true>;
export function string(options: Options<'string'> = {}): Column<'string'> {
  return column('string', options);
}

/** A finite double. */
export function number(options: Filled<'number'>): Column<'number', false>;
export function number(): Column<'number', true>;
export function number(options: Options<'number'> = {}): Column<'number'> {
  return column('number', options);
}

/** A whole number between -(2^53 - 1) and 2^53 - 1. */
export function integer(options: Filled<'integer'>): Column<'integer', false>;
export function integer(): Column<'integer', true>;
export function integer(options: Options<'integer'> = {}): Column<'integer'> {
  return column('integer', options);
}

export function boolean(options: Filled<'boolean'>): Column<'boolean', false>;
export function boolean(): Column<'boolean', true>;
export function boolean(options: Options<'boolean'> = {}): Column<'boolean'> {
  return column('boolean', options);
}

/** A point in time, exact to the millisecond; ISO 8601 text on the wire, whole milliseconds in SQL. */
export function date(options: Filled<'date'>): Column<'date', false>;
export function date(): Column<'date', true>;
export function date(options: Options<'date'> = {}): Column<'date'> {
  return column('date', options);
}

/** Any JSON value, at most 32 levels deep. Queries can only ask whether it is null. */
export function json(options: Filled<'json'>): Column<'json', false>;
export function json(): Column<'json', true>;
export function json(options: Options<'json'> = {}): Column<'json'> {
  return column('json', options);
}

/** A whole number of any size, as decimal text on the wire and in SQL. */
export function bigint(options: Filled<'bigint'>): Column<'bigint', false>;
export function bigint(): Column<'bigint', true>;
export function bigint(options: Options<'bigint'> = {}): Column<'bigint'> {
  return column('bigint', options);
}

/** A day without a time, `yyyy-MM-dd`. */
export function day(options: Filled<'day'>): Column<'day', false>;
export function day(): Column<'day', true>;
export function day(options: Options<'day'> = {}): Column<'day'> {
  return column('day', options);
}

/** A time of day, `HH:mm:ss.SSS`. */
export function time(options: Filled<'time'>): Column<'time', false>;
export function time(): Column<'time', true>;
export function time(options: Options<'time'> = {}): Column<'time'> {
  return column('time', options);
}
