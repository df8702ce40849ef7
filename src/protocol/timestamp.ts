/** Points in time: exact milliseconds inside, ISO 8601 with three fraction digits and `Z` on the wire. */

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:([Zz])|([+-])(\d{2}):?(\d{2}))?)?$/;

/** The first and the last millisecond that a timestamp can name (years 0001 to 9999). */
export const earliestMs = Date.parse('0001-01-01T00:00:00.000Z');
export const latestMs = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * The milliseconds since 1970 that an ISO 8601 text names, or undefined if it names none. Text without an offset is
 * UTC, a bare date is its midnight, fractions finer than a millisecond are cut (so a lower bound never skips a row),
 * a leap second is the last millisecond of its minute.
 */
export function parseTimestamp(text: string): number | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', , sign, hours, minutes] = match;
  const leap = second === '60';
  const digits = leap ? '999' : fraction.slice(0, 3).padEnd(3, '0');
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${leap ? '59' : second}.${digits}Z`;
  const ms = Date.parse(iso);
  // `Date.parse` takes 30 February; what does not print as it was written is no date.
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== iso) return undefined;
  const utc = ms - offsetMs(sign, hours, minutes);
  return utc >= earliestMs && utc <= latestMs ? utc : undefined;
}

function offsetMs(sign: string | undefined, hours: string | undefined, minutes: string | undefined): number {
  const ms = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === '-' ? -ms : ms;
}

const dayMs = 86_400_000;
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
let lastDay = Number.NaN;
let lastDate = '';

/** `2026-11-21T09:30:00.000Z`: UTC, always three fraction digits, as the oldest clients need it. */
export function printTimestamp(ms: number): string {
  const day = Math.floor(ms / dayMs);
  // Records of one page are mostly of one day, and the calendar is what takes the time.
  if (day !== lastDay) {
    lastDate = new Date(day * dayMs).toISOString().slice(0, 11);
    lastDay = day;
  }
  const time = ms - day * dayMs;
  const seconds = Math.floor(time / 1000);
  const minutes = Math.floor(seconds / 60);
  const fraction = String(time - seconds * 1000).padStart(3, '0');
  return `${lastDate}${twoDigits[Math.floor(minutes / 60)]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}.${fraction}Z`;
}
