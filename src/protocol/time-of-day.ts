/** Times of day: `HH:mm:ss.SSS`, so that their text orders as they do. */
import { parseTimestamp } from './timestamp.ts';

/** The time of day with exactly three fraction digits (finer ones are cut), or undefined if the text names none. */
export function parseTimeOfDay(text: string): string | undefined {
  // No time of day is a leap second.
  const ms = text.includes(':60') ? undefined : parseTimestamp(`1970-01-01T${text}Z`);
  return ms === undefined ? undefined : new Date(ms).toISOString().slice(11, 23);
}
