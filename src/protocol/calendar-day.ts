/** Days without a time: `yyyy-MM-dd` on the wire and inside. */
import { parseTimestamp } from './timestamp.ts';

const dayMs = 86_400_000;

/** The same text if it names a day of the years 0001 to 9999, else undefined. */
export function parseDay(text: string): string | undefined {
  return text.length === 10 && parseTimestamp(text) !== undefined ? text : undefined;
}

/** The day whose midnight in UTC a point in time is, or undefined if it is another time of a day. */
export function dayOfMidnight(ms: number): string | undefined {
  return ms % dayMs === 0 ? new Date(ms).toISOString().slice(0, 10) : undefined;
}
