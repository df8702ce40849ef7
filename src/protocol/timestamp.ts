/** Points in time: exact milliseconds inside, ISO 8601 with three fraction digits and `Z` on the wire. */

const pattern = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:[Zz]|([+-])(\d\d):?(\d\d))?)?$/;

/**
 * The milliseconds since 1970 that an ISO 8601 text names, or undefined if it names none of the years 0001 to 9999.
 * Text without an offset is UTC, a bare date is its midnight, fractions finer than a millisecond are cut (so a lower
 * bound never skips a row), a leap second is the last millisecond of its minute.
 */
export function parseTimestamp(text: string): number | undefined {
  const [, day, time = '00:00', second = '00', fraction = '', sign = '+', hours = 0, minutes = 0] =
    pattern.exec(text) ?? [];
  const rest = second === '60' ? '59.999' : `${second}.${fraction.slice(0, 3).padEnd(3, '0')}`;
  const iso = `${day}T${time}:${rest}Z`;
  const date = new Date(iso);
  // `Date` takes 30 February; what does not print as it was written is no date.
  if (date.toJSON() !== iso) return undefined;
  const utc = date.getTime() - Number(`${sign}${Number(hours) * 60 + Number(minutes)}`) * 60_000;
  const year = new Date(utc).getUTCFullYear();
  return year > 0 && year < 10_000 ? utc : undefined;
}
