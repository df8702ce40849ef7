/** Times of day: `HH:mm:ss.SSS`, so that their text orders as they do. */

const pattern = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?$/;

/** The time of day with exactly three fraction digits (finer ones are cut), or undefined if the text names none. */
export function parseTimeOfDay(text: string): string | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, hour, minute, second = '00', fraction = ''] = match;
  return `${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}`;
}
