/** The columns that a table declares. */
import type { ColumnKind, WireType } from '../protocol/column-kind.ts';

/**
 * What clients may do with a column; code of the app may do everything with each.
 *
 * - `hidden`: nothing. To them the table has no such column: not in records, bodies, queries or descriptions.
 * - `readOnly`: see it and ask for it (`Core.Computed` of OData).
 * - `writeOnce`: also set it when they insert a record (`Core.Immutable`).
 */
export type ColumnAccess = 'hidden' | 'readOnly' | 'writeOnce';

/** One declared column. A column is nullable unless it is required or has a default. */
export type Column<
  Kind extends ColumnKind = ColumnKind,
  Nullable extends boolean = boolean,
  Default = WireType[Kind] | null | undefined,
> = {
  readonly kind: Kind;
  readonly nullable: Nullable;
  /** The value of a record that leaves the member out; undefined when the member must be given. */
  readonly default: Default;
  /** The most UTF-16 code units that text of this column may have. */
  readonly maxLength: number | undefined;
  /** Undefined: clients may read and write it. */
  readonly access: ColumnAccess | undefined;
};

/** Nobody else could give a client's record what it must have. */
type Required = { readonly required: true; readonly access?: 'writeOnce' };
type Optional = { readonly access?: ColumnAccess };
type Defaulted<Kind extends ColumnKind> = Optional & { readonly default: WireType[Kind]; readonly required?: true };
type TextOptions = { readonly maxLength?: number };
type Options<Kind extends ColumnKind> = TextOptions &
  Optional & { readonly required?: true; readonly default?: WireType[Kind] };

function column<Kind extends ColumnKind>(kind: Kind, options: Options<Kind>): Column<Kind> {
  const nullable = options.required === undefined && options.default === undefined;
  const { access, maxLength } = options;
  return { kind, nullable, default: nullable ? null : options.default, maxLength, access };
}

/** Text; any well-formed Unicode but NUL characters, kept to the letter. */
export function string(options: TextOptions & Required): Column<'string', false, undefined>;
export function string(options: TextOptions & Defaulted<'string'>): Column<'string', false, WireType['string']>;
export function string(options?: TextOptions & Optional): Column<'string', true, null>;
export function string(options: Options<'string'> = {}): Column<'string'> {
  return column('string', options);
}

/** A finite double. */
export function number(options: Required): Column<'number', false, undefined>;
export function number(options: Defaulted<'number'>): Column<'number', false, WireType['number']>;
export function number(options?: Optional): Column<'number', true, null>;
export function number(options: Options<'number'> = {}): Column<'number'> {
  return column('number', options);
}

/** A whole number between -(2^53 - 1) and 2^53 - 1. */
export function integer(options: Required): Column<'integer', false, undefined>;
export function integer(options: Defaulted<'integer'>): Column<'integer', false, WireType['integer']>;
export function integer(options?: Optional): Column<'integer', true, null>;
export function integer(options: Options<'integer'> = {}): Column<'integer'> {
  return column('integer', options);
}

export function boolean(options: Required): Column<'boolean', false, undefined>;
export function boolean(options: Defaulted<'boolean'>): Column<'boolean', false, WireType['boolean']>;
export function boolean(options?: Optional): Column<'boolean', true, null>;
export function boolean(options: Options<'boolean'> = {}): Column<'boolean'> {
  return column('boolean', options);
}

/** A point in time, exact to the millisecond; ISO 8601 text on the wire, whole milliseconds in SQL. */
export function date(options: Required): Column<'date', false, undefined>;
export function date(options: Defaulted<'date'>): Column<'date', false, WireType['date']>;
export function date(options?: Optional): Column<'date', true, null>;
export function date(options: Options<'date'> = {}): Column<'date'> {
  return column('date', options);
}

/** Any JSON value, at most 32 levels deep. Queries can only ask whether it is null. */
export function json(options: Required): Column<'json', false, undefined>;
export function json(options: Defaulted<'json'>): Column<'json', false, WireType['json']>;
export function json(options?: Optional): Column<'json', true, null>;
export function json(options: Options<'json'> = {}): Column<'json'> {
  return column('json', options);
}

/** A whole number of any size, as decimal text on the wire and in SQL. */
export function bigint(options: Required): Column<'bigint', false, undefined>;
export function bigint(options: Defaulted<'bigint'>): Column<'bigint', false, WireType['bigint']>;
export function bigint(options?: Optional): Column<'bigint', true, null>;
export function bigint(options: Options<'bigint'> = {}): Column<'bigint'> {
  return column('bigint', options);
}

/** A day without a time, `yyyy-MM-dd`. */
export function day(options: Required): Column<'day', false, undefined>;
export function day(options: Defaulted<'day'>): Column<'day', false, WireType['day']>;
export function day(options?: Optional): Column<'day', true, null>;
export function day(options: Options<'day'> = {}): Column<'day'> {
  return column('day', options);
}

/** A time of day, `HH:mm:ss.SSS`. */
export function time(options: Required): Column<'time', false, undefined>;
export function time(options: Defaulted<'time'>): Column<'time', false, WireType['time']>;
export function time(options?: Optional): Column<'time', true, null>;
export function time(options: Options<'time'> = {}): Column<'time'> {
  return column('time', options);
}
