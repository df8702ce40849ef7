/** Values of records as filters and orders compare them. */
import { parseDay } from './calendar-day.ts';
import type { Json } from './column-kind.ts';
import { parseTimeOfDay } from './time-of-day.ts';
import { parseTimestamp } from './timestamp.ts';
import type { ValueType } from './value-type.ts';

/**
 * A date is `yyyy-MM-ddTHH:mm:ss.SSS` in UTC, with more digits where it has them but no zeros behind: text in order of
 * time.
 */
export type Value = string | number | bigint | boolean | null;

/** A record as it is on the wire. */
export type WireRecord = { readonly [member: string]: Json };

type Reader = (text: string) => Value | undefined;

function readDate(text: string): string | undefined {
  const ms = parseTimestamp(text);
  // Servers with finer clocks than ours tell apart what is within a millisecond.
  const finer = /\.\d{3}(\d*[1-9])/.exec(text)?.[1] ?? '';
  return ms === undefined ? ms : new Date(ms).toISOString().slice(0, -1) + finer;
}

function readBigint(text: string): bigint | undefined {
  const digits = /^(-?\d+)(?:\.0+)?$/.exec(text)?.[1];
  return digits === undefined ? digits : BigInt(digits);
}

// Also of text: of a big integer that was not declared.
const readNumber = (text: string): number | null => (Number.isFinite(Number(text)) ? Number(text) : null);

const readers: { readonly [type in ValueType]?: Reader } = {
  string: String,
  number: readNumber,
  integer: readNumber,
  bigint: readBigint,
  date: readDate,
  day: parseDay,
  time: parseTimeOfDay,
};

/**
 * The value of the type that JSON stands for; null if it stands for none. Of objects it counts only that they are
 * there.
 */
export function wireValue(type: ValueType, json: Json): Value {
  if (typeof json === 'object') return json === null ? json : true;
  const read = readers[type];
  return read === undefined ? json : (read(String(json)) ?? null);
}

/** What the server has not seen yet is not deleted there. */
export const memberOf = (record: WireRecord, name: string): Json =>
  (Object.hasOwn(record, name) ? record[name] : undefined) ?? (name === 'deleted' ? false : null);
