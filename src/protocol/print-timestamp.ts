/** Points in time as text of the wire, fast. */

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
