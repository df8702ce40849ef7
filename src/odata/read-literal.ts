/** The text of one literal, without quotes and prefix, to its value. */
import { parseDay } from '../protocol/calendar-day.ts';
import type { Literal } from '../protocol/filter.ts';
import { parseTimeOfDay } from '../protocol/time-of-day.ts';
import { parseTimestamp } from '../protocol/timestamp.ts';

const guid = /^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/;
const number = /^(-?\d+(?:\.\d+)?)(?:[Ee]([-+ ]?)(\d+))?([LlFfMmDd]?)$/;
const plusLost = / (?=\d\d:?\d\d$)/;

export const isGuid = (text: string): boolean => guid.test(text);

/** The point in time that a text names; the `+` of its offset may have arrived as a blank. */
export function readDate(text: string): Literal | undefined {
  const ms = parseTimestamp(text.replace(plusLost, '+'));
  return ms === undefined ? undefined : { kind: 'date', value: ms };
}

export function readDay(text: string): Literal | undefined {
  const day = parseDay(text);
  return day === undefined ? undefined : { kind: 'day', value: day };
}

export function readTime(text: string): Literal | undefined {
  const time = parseTimeOfDay(text);
  return time === undefined ? undefined : { kind: 'time', value: time };
}

/**
 * A number of any suffix: `L` leaves it whole, `F`, `D` and `M` make it real. Whole numbers may have any size; a real
 * one that no double is near is undefined.
 */
export function readNumber(text: string): Literal | undefined {
  const [, digits, sign, exponent, suffix = ''] = number.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const power = exponent === undefined ? '' : `e${sign === '-' ? '-' : ''}${exponent}`;
  const whole = power === '' && !digits.includes('.');
  if (whole && /^[Ll]?$/.test(suffix)) return { kind: 'number', value: digits };
  const written = whole ? `${digits}.0` : digits + power;
  return Number.isFinite(Number(written)) ? { kind: 'number', value: written } : undefined;
}
