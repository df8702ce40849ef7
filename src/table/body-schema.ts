/** The zod schemas of a table's bodies: from JSON on the wire to the values that SQL keeps. */
import * as z from 'zod';
import { parseDay } from '../protocol/calendar-day.ts';
import type { Json } from '../protocol/column-kind.ts';
import { parseTimeOfDay } from '../protocol/time-of-day.ts';
import { parseTimestamp } from '../protocol/timestamp.ts';
import type { Column } from './column.ts';
import { jsonFault } from './json-fault.ts';

// Workers forbid `new Function`; without this zod tries it once at start.
z.config({ jitless: true });

/** The JSON form in which a value travels to SQL: dates are milliseconds, all else as on the wire. */
export type StoredValue = Json;

/** A checked body: stored values by column. */
export type StoredValues = { readonly [column: string]: StoredValue | undefined };

type ColumnSchema = z.ZodType<StoredValue>;
type Named = { readonly [name: string]: Column };

const maxBigintDigits = 1000;
// SQLite's own functions and some drivers end a text at its first NUL.
const isKeepable = (value: string): boolean => value.isWellFormed() && !value.includes('\u0000');
const keepable = 'takes Unicode text without lone surrogates or NUL characters';

const date = z.string({ error: 'takes an ISO 8601 date as text' }).transform((text, context) => {
  const ms = parseTimestamp(text);
  if (ms !== undefined) return ms;
  context.addIssue('takes an ISO 8601 date between the years 0001 and 9999, like "2026-11-21T09:30:00.000Z"');
  return z.NEVER;
});

const parsed = (parse: (text: string) => string | undefined, rule: string) =>
  z.string({ error: rule }).transform((text, context) => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue(rule);
    return z.NEVER;
  });

const day = parsed(parseDay, 'takes a day as text, like "2026-11-21"');
const time = parsed(parseTimeOfDay, 'takes a time of day as text, like "09:30:00.000"');

const bigint = z
  .union([z.string(), z.int().transform(String)], { error: 'takes a whole number, as text' })
  .refine((text) => /^(?:0|-?[1-9]\d*)$/.test(text) && text.length <= maxBigintDigits, {
    error: `takes a whole number as decimal text of at most ${maxBigintDigits} digits`,
  });

// Not `z.json()`: it would recurse as deep as the body does before the depth is looked at.
const json = z.custom<Json>((value) => jsonFault(value) === undefined, { error: ({ input }) => jsonFault(input) });

function text(maxLength: number | undefined): ColumnSchema {
  const unbounded = z.string({ error: 'takes text' }).refine(isKeepable, { error: keepable });
  return maxLength === undefined
    ? unbounded
    : unbounded.max(maxLength, { error: `takes at most ${maxLength} characters` });
}

/**
 * The schema of one column's value. A nullable column takes null; one with a default takes null for it, since old
 * clients send null for every column that their app has left unset.
 */
export function columnSchema(column: Column): ColumnSchema {
  const value = valueSchema(column);
  if (column.nullable) return value.nullable();
  return column.default === undefined ? value : z.preprocess((sent) => sent ?? column.default, value);
}

function valueSchema(column: Column): ColumnSchema {
  switch (column.kind) {
    case 'string':
      return text(column.maxLength);
    case 'number':
      return z.number({ error: 'takes a finite number' });
    case 'integer':
      return z.int({ error: 'takes a whole number between -(2^53 - 1) and 2^53 - 1' });
    case 'boolean':
      return z.boolean({ error: 'takes true or false' });
    case 'date':
      return date;
    case 'day':
      return day;
    case 'time':
      return time;
    case 'json':
      return json;
    case 'bigint':
      return bigint;
  }
}

export type BodySchemas = {
  /** A whole record: members that are left out get their defaults. */
  readonly whole: z.ZodType<StoredValues>;
  /** Some members of a record: what is left out stays out. */
  readonly partial: z.ZodType<StoredValues>;
  /** All members that clients may change at any time: those that are left out get their defaults. */
  readonly replacement: z.ZodType<StoredValues>;
};

/** The schemas of the bodies of a table with these columns. */
export function bodySchemas(columns: Named, unknown: 'reject' | 'ignore'): BodySchemas {
  const objectOf = unknown === 'reject' ? z.strictObject : z.object;
  const schemas = Object.entries(columns).map(([name, column]) => [name, column, columnSchema(column)] as const);
  const whole = schemas.map(([name, { default: missing }, schema]) => {
    return [name, missing === undefined ? schema : schema.prefault(missing)] as const;
  });
  const partial = schemas.map(([name, , schema]) => [name, schema.optional()] as const);
  const replacement = whole.filter(([name]) => columns[name]?.access === undefined);
  return {
    whole: objectOf(Object.fromEntries(whole)),
    partial: objectOf(Object.fromEntries(partial)),
    replacement: objectOf(Object.fromEntries(replacement)),
  };
}
